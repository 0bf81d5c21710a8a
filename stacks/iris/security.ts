import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator, type TerraformVariable } from "cdktf";
import type { PlainStack } from "../../constructs/plain";
import type { Network } from "./network";
import type { Inputs } from "./variables";

/** security.tf: the web for everybody, SSH for the operator, 8080 for nobody unless a variable says so. */
export function firewall(
  stack: PlainStack,
  { variables, network }: { readonly variables: Inputs; readonly network: Network },
): SecurityGroup {
  const file = stack.file("security.tf");
  const group = file.add(SecurityGroup, "host", {
    name: "iris",
    description: "IRIS host: web from anywhere, SSH from the operator, everything out",
    vpcId: network.vpcId,
    tags: { Name: "iris" },
  });
  const from = (
    name: string,
    description: string,
    port: number,
    networks: TerraformVariable,
    why?: string,
  ) => {
    const cidrs = TerraformIterator.fromList(networks.listValue);
    file.add(
      VpcSecurityGroupIngressRule,
      name,
      {
        forEach: cidrs,
        securityGroupId: group.id,
        description,
        cidrIpv4: cidrs.value,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      },
      why,
    );
  };
  from("ssh", "SSH", 22, variables.sshAllowedCidrs);
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
        skip: {
          ...(port === 80 && { CKV_AWS_260: "Let's Encrypt asks here, and everybody is sent on to HTTPS." }),
          "AWS-0107": "The extension's users may be anywhere.",
        },
      },
    );
  from(
    "flask",
    "Flask, for tests",
    8080,
    variables.flaskAllowedCidrs,
    "For a development server started by hand: gunicorn itself answers on localhost only.",
  );
  file.add(
    VpcSecurityGroupEgressRule,
    "all",
    {
      securityGroupId: group.id,
      description: "Packages, GitHub, the LLM, AWS",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    },
    {
      skip: {
        CKV_AWS_382: "Mirrors, GitHub and the LLM have no fixed addresses.",
        "AWS-0104": "Mirrors, GitHub and the LLM have no fixed addresses.",
      },
    },
  );
  return group;
}
