import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { ANYWHERE, Firewall } from "../../constructs/aws/firewall";
import type { PublicNetwork } from "../../constructs/aws/public-network";
import { Check, hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

const DEMO = "The demo is for everybody.";

/** security.tf: the web for everybody, SSH and Grafana for the operators' networks. */
export function securityGroup(
  stack: PlainStack,
  { projectName, allowedCidrs }: Inputs,
  { vpc }: PublicNetwork,
): SecurityGroup {
  const file = stack.file("security.tf");
  const firewall = new Firewall(file, "host", {
    name: projectName.stringValue,
    description: "Kauri host: web from anywhere, SSH and Grafana from allowed networks, everything out",
    vpcId: vpc.id,
  });
  new Check(file, "operators", {
    assertions: [
      {
        condition: hcl.bool`length(${allowedCidrs}) > 0`,
        errorMessage:
          "Nobody may reach SSH and Grafana: ssh and scp will time out until allowed_cidrs has your own address.",
      },
    ],
  });
  firewall.admit("ssh", { description: "SSH", from: allowedCidrs, port: 22 });
  firewall.admit("grafana", { description: "Grafana", from: allowedCidrs, port: 3000 });
  firewall.admit(
    "http",
    { description: "HTTP", from: ANYWHERE, port: 80 },
    { skip: { "CKV_AWS_260, AVD-AWS-0107": DEMO } },
  );
  firewall.admit(
    "https",
    { description: "HTTPS", from: ANYWHERE, port: 443 },
    { skip: { "AVD-AWS-0107": DEMO } },
  );
  firewall.letOut("Packages, images, AWS", {
    "CKV_AWS_382, AVD-AWS-0104": "Mirrors, registries and APIs have no fixed addresses.",
  });
  return firewall.group;
}
