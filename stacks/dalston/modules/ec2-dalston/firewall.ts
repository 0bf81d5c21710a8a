import type { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { TerraformResource } from "cdktf";
import { Firewall } from "../../../../constructs/aws/firewall";
import type { LocalModule } from "../../../../constructs/plain";
import type { Inputs } from "./variables";

const ANY_PORT = "The document lets everything out; Tailscale's ports are any.";

/** dalston-sg: SSH from Tailscale's addresses, everything out. */
export function firewall(
  module: LocalModule,
  { vpcId }: DataAwsSubnet,
  { name, sshTemporaryCidrs }: Inputs,
): { readonly group: SecurityGroup; readonly everythingOut: TerraformResource } {
  const firewall = new Firewall(module, "dalston", {
    name: `${name}-sg`,
    description: "Dalston: SSH from Tailscale only",
    vpcId,
  });
  firewall.admit("tailscale", { port: 22, description: "SSH from Tailscale", from: "100.64.0.0/10" });
  firewall.admit(
    "temporary",
    { port: 22, description: "SSH until Tailscale runs", from: sshTemporaryCidrs },
    "Empty by default: opened by hand for the one session that installs Tailscale.",
  );
  const everythingOut = firewall.letOut("Docker Hub, S3, packages", {
    CKV_AWS_382: ANY_PORT,
    "AWS-0104": ANY_PORT,
  });
  return { group: firewall.group, everythingOut };
}
