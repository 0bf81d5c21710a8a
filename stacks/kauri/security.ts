import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator } from "cdktf";
import { Check, hcl, type PlainStack } from "../../constructs/plain";
import type { Network } from "./network";
import type { Inputs } from "./variables";

/** security.tf: the web for everybody, SSH and Grafana for the operators' networks. */
export function firewall(
  stack: PlainStack,
  { variables, network }: { readonly variables: Inputs; readonly network: Network },
): SecurityGroup {
  const file = stack.file("security.tf");
  const group = file.add(SecurityGroup, "host", {
    name: variables.projectName.stringValue,
    description: "Kauri host: web from anywhere, SSH and Grafana from allowed networks, everything out",
    vpcId: network.vpc.id,
    tags: { Name: variables.projectName.stringValue },
  });
  new Check(file, "operators", {
    assertions: [
      {
        condition: hcl.bool`length(${variables.allowedCidrs}) > 0`,
        errorMessage:
          "Nobody may reach SSH and Grafana: ssh and scp will time out until allowed_cidrs has your own address.",
      },
    ],
  });
  for (const [name, description, port] of [
    ["ssh", "SSH", 22],
    ["grafana", "Grafana", 3000],
  ] as const) {
    const cidrs = TerraformIterator.fromList(variables.allowedCidrs.listValue);
    file.add(VpcSecurityGroupIngressRule, name, {
      forEach: cidrs,
      securityGroupId: group.id,
      description,
      cidrIpv4: cidrs.value,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  }
  for (const [name, description, port] of [
    ["http", "HTTP", 80],
    ["https", "HTTPS", 443],
  ] as const)
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
      {
        skip: { [port === 80 ? "CKV_AWS_260, AVD-AWS-0107" : "AVD-AWS-0107"]: "The demo is for everybody." },
      },
    );
  file.add(
    VpcSecurityGroupEgressRule,
    "all",
    {
      securityGroupId: group.id,
      description: "Packages, images, AWS",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    },
    { skip: { "CKV_AWS_382, AVD-AWS-0104": "Mirrors, registries and APIs have no fixed addresses." } },
  );
  return group;
}
