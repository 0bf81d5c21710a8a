import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator, type TerraformVariable } from "cdktf";
import type { LocalModule } from "../../../../constructs/plain";

/** dalston-sg: SSH from Tailscale's addresses, everything out. */
export function firewall(
  module: LocalModule,
  vpcId: string,
  temporaryCidrs: TerraformVariable,
): SecurityGroup {
  const group = module.add(SecurityGroup, "dalston", {
    name: "dalston-sg",
    description: "Dalston: SSH from Tailscale only",
    vpcId,
    tags: { Name: "dalston-sg" },
  });
  const ssh = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  module.add(VpcSecurityGroupIngressRule, "tailscale", {
    ...ssh,
    description: "SSH from Tailscale",
    cidrIpv4: "100.64.0.0/10",
  });
  const cidrs = TerraformIterator.fromList(temporaryCidrs.listValue);
  module.add(
    VpcSecurityGroupIngressRule,
    "temporary",
    { ...ssh, forEach: cidrs, description: "SSH until Tailscale runs", cidrIpv4: cidrs.value },
    "Empty by default: opened by hand for the one session that installs Tailscale.",
  );
  module.add(VpcSecurityGroupEgressRule, "all", {
    securityGroupId: group.id,
    description: "Docker Hub, S3, packages",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "-1",
  });
  return group;
}
