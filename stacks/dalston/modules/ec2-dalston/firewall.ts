import type { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator } from "cdktf";
import type { LocalModule } from "../../../../constructs/plain";
import type { Inputs } from "./variables";

export interface Firewall {
  readonly group: SecurityGroup;
  readonly everythingOut: VpcSecurityGroupEgressRule;
}

/** dalston-sg: SSH from Tailscale's addresses, everything out. */
export function firewall(
  module: LocalModule,
  subnet: DataAwsSubnet,
  { name, sshTemporaryCidrs }: Inputs,
): Firewall {
  const group = module.add(SecurityGroup, "dalston", {
    name: `${name}-sg`,
    description: "Dalston: SSH from Tailscale only",
    vpcId: subnet.vpcId,
    tags: { Name: `${name}-sg` },
  });
  const ssh = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  module.add(VpcSecurityGroupIngressRule, "tailscale", {
    ...ssh,
    description: "SSH from Tailscale",
    cidrIpv4: "100.64.0.0/10",
  });
  const cidrs = TerraformIterator.fromList(sshTemporaryCidrs.listValue);
  module.add(
    VpcSecurityGroupIngressRule,
    "temporary",
    { ...ssh, forEach: cidrs, description: "SSH until Tailscale runs", cidrIpv4: cidrs.value },
    "Empty by default: opened by hand for the one session that installs Tailscale.",
  );
  const everythingOut = module.add(
    VpcSecurityGroupEgressRule,
    "all",
    {
      securityGroupId: group.id,
      description: "Docker Hub, S3, packages",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    },
    {
      skip: {
        CKV_AWS_382: "The document lets everything out; Tailscale's ports are any.",
        "AWS-0104": "The document lets everything out; Tailscale's ports are any.",
      },
    },
  );
  return { group, everythingOut };
}
