import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator, TerraformLocal, TerraformVariable, Token } from "cdktf";
import type { AuthorStack } from "../author-code";

export function securityGroupWithInlineRules(stack: AuthorStack): void {
  const web = new SecurityGroup(stack, "aws_security_group.web", {
    name: "web",
    description: 'The web tier: "http" & https',
    ingress: [
      { fromPort: 80, toPort: 80, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"], description: "http" },
      {
        fromPort: 443,
        toPort: 443,
        protocol: "tcp",
        cidrBlocks: ["0.0.0.0/0"],
        ipv6CidrBlocks: ["::/0"],
        selfAttribute: true,
      },
    ],
    egress: [{ fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }],
    revokeRulesOnDelete: true,
    timeouts: { create: "10m" },
  });
  new SecurityGroup(stack, "aws_security_group.app", {
    namePrefix: "app-",
    ingress: [{ fromPort: 8080, toPort: 8090, protocol: "tcp", securityGroups: [web.id] }],
  });
}

export function securityGroupWithNoRulesAtAll(stack: AuthorStack): void {
  new SecurityGroup(stack, "aws_security_group.closed", { name: "closed", ingress: [], egress: [] });
  new SecurityGroup(stack, "aws_security_group.unmanaged", { name: "unmanaged" });
}

export function securityGroupWithGeneratedRules(stack: AuthorStack): void {
  const cidrs = new TerraformVariable(stack, "office_cidrs", {
    type: "list(string)",
    default: ["203.0.113.0/24", "198.51.100.0/24"],
  });
  const ports = new TerraformVariable(stack, "named_ports", {
    type: "map(number)",
    default: { http: 80, https: 443 },
  });
  const rules = new TerraformLocal(stack, "complex_rules", [
    { name: "ssh", port: 22, cidrs: ["10.0.0.0/8"] },
    { name: "dns", port: 53, cidrs: ["10.0.0.0/8", "192.168.0.0/16"] },
  ]);
  // cdktf writes a list of objects, to which all attributes are required.
  const nothingElse = {
    description: "",
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [],
    self: false,
  };
  const fromList = TerraformIterator.fromList(cidrs.listValue);
  const fromMap = TerraformIterator.fromMap(Token.asNumberMap(ports.value));
  const fromComplex = TerraformIterator.fromComplexList(rules.expression, "name");
  new SecurityGroup(stack, "aws_security_group.generated", {
    name: "generated",
    ingress: fromList.dynamic({
      ...nothingElse,
      from_port: 22,
      to_port: 22,
      protocol: "tcp",
      cidr_blocks: [fromList.value],
    }),
    egress: fromMap.dynamic({
      ...nothingElse,
      from_port: fromMap.value,
      to_port: fromMap.value,
      protocol: "tcp",
      cidr_blocks: cidrs.listValue,
      description: `to ${fromMap.key}`,
    }),
  });
  const group = new SecurityGroup(stack, "aws_security_group.complex", {
    name: "complex",
    ingress: fromComplex.dynamic({
      ...nothingElse,
      from_port: fromComplex.getNumber("port"),
      to_port: fromComplex.getNumber("port"),
      protocol: "tcp",
      cidr_blocks: fromComplex.getList("cidrs"),
      description: fromComplex.getString("name"),
    }),
  });
  new VpcSecurityGroupIngressRule(stack, "aws_vpc_security_group_ingress_rule.each", {
    forEach: fromComplex,
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: fromComplex.getNumber("port"),
    toPort: fromComplex.getNumber("port"),
    cidrIpv4: "10.0.0.0/8",
    tags: { Name: fromComplex.getString("name") },
  });
}
