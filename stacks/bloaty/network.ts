import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator, type TerraformResource } from "cdktf";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Network {
  readonly subnetId: string;
  readonly firewall: SecurityGroup;
  /** What the firewall lets through. */
  readonly rules: readonly TerraformResource[];
}

/** network.tf: a public subnet of the default VPC, and bloaty-sg. */
export function network(stack: PlainStack, variables: Inputs): Network {
  const file = stack.file("network.tf");
  const vpcs = file.add(DataAwsVpcs, "default", {
    filter: [{ name: "is-default", values: ["true"] }],
    lifecycle: {
      postcondition: [
        {
          condition: hcl.bool`length(self.ids) == 1`,
          errorMessage:
            "This region has no default VPC any more: aws ec2 create-default-vpc makes a new one.",
        },
      ],
    },
  });
  const vpcId = hcl`one(${vpcs.ids})`;
  const offerings = file.add(
    DataAwsEc2InstanceTypeOfferings,
    "host",
    {
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: [variables.instanceType.stringValue] }],
    },
    "Not every zone offers every type: us-east-1e has no t3.",
  );
  const subnets = file.add(DataAwsSubnets, "default", {
    filter: [
      { name: "vpc-id", values: [vpcId] },
      { name: "default-for-az", values: ["true"] },
      { name: "availability-zone", values: offerings.locations },
    ],
    lifecycle: {
      postcondition: [
        {
          condition: hcl.bool`length(self.ids) > 0`,
          errorMessage: `The default VPC has no default subnet in a zone that offers ${variables.instanceType}.`,
        },
      ],
    },
  });
  return { subnetId: hcl`sort(${subnets.ids})[0]`, ...firewall(stack, vpcId, variables) };
}

function firewall(stack: PlainStack, vpcId: string, variables: Inputs): Omit<Network, "subnetId"> {
  const file = stack.file("network.tf");
  const group = file.add(SecurityGroup, "host", {
    name: "bloaty-sg",
    description: "Bloaty: SSH from the owner, HTTP and HTTPS from anywhere",
    vpcId,
    tags: { Name: "bloaty-sg" },
  });
  const cidrs = TerraformIterator.fromList(variables.sshAllowedCidrs.listValue);
  const ssh = file.add(VpcSecurityGroupIngressRule, "ssh", {
    forEach: cidrs,
    securityGroupId: group.id,
    description: "SSH",
    cidrIpv4: cidrs.value,
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
  });
  const doors = [
    ["http", 80, "HTTP: redirects to HTTPS, and proves the domain to Let's Encrypt"],
    ["https", 443, "HTTPS"],
  ] as const;
  const web = doors.map(([name, port, description]) =>
    file.add(
      VpcSecurityGroupIngressRule,
      name,
      {
        securityGroupId: group.id,
        description,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      },
      { skip: { [port === 80 ? "CKV_AWS_260, AVD-AWS-0107" : "AVD-AWS-0107"]: "A public site." } },
    ),
  );
  const out = file.add(
    VpcSecurityGroupEgressRule,
    "all",
    {
      securityGroupId: group.id,
      description: "Packages, Docker Hub, Claude API, AWS APIs",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    },
    { skip: { "CKV_AWS_382, AVD-AWS-0104": "None of these has fixed addresses." } },
  );
  return { firewall: group, rules: [ssh, ...web, out] };
}
