import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Fn, Op, TerraformCount, TerraformIterator, TerraformOutput, TerraformVariable, Token } from "cdktf";
import { hcl } from "../../../../constructs/plain";
import type { AuthorStack } from "../author-code";

export function vpcWithCountedSubnets(stack: AuthorStack): void {
  const zones = new TerraformVariable(stack, "counted_zones", {
    type: "list(string)",
    default: ["us-east-1a", "us-east-1b", "us-east-1c"],
  });
  const vpc = new Vpc(stack, "aws_vpc.counted", {
    cidrBlock: "10.0.0.0/16",
    enableDnsHostnames: true,
    tags: { Name: "counted" },
  });
  const count = TerraformCount.of(Fn.lengthOf(zones.value));
  const subnets = new Subnet(stack, "aws_subnet.counted", {
    vpcId: vpc.id,
    count,
    availabilityZone: Fn.element(zones.value, count.index),
    cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, 8, count.index),
    mapPublicIpOnLaunch: true,
    tags: { Name: `counted-\${count.index}`, Tier: "public" },
  });
  const gateway = new InternetGateway(stack, "aws_internet_gateway.counted", { vpcId: vpc.id });
  const table = new RouteTable(stack, "aws_route_table.counted", {
    vpcId: vpc.id,
    route: [
      { cidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      { ipv6CidrBlock: "::/0", gatewayId: gateway.id },
    ],
  });
  new RouteTableAssociation(stack, "aws_route_table_association.counted", {
    count,
    subnetId: hcl`${subnets}[count.index].id`,
    routeTableId: table.id,
  });
  new TerraformOutput(stack, "counted_cidrs", { value: hcl.any`${subnets}[*].cidr_block` });
  new TerraformOutput(stack, "counted_first", { value: hcl`${subnets}[0].availability_zone` });
}

export function vpcWithSubnetsForEach(stack: AuthorStack): void {
  const file = stack.file("network.tf");
  const subnets = file.variable("keyed_subnets", {
    type: "map(object({ number = number, zone = string, public = bool }))",
    default: {
      app: { number: 1, zone: "us-east-1a", public: true },
      data: { number: 2, zone: "us-east-1b", public: false },
    },
  });
  const vpc = file.add(Vpc, "keyed", { cidrBlock: "10.1.0.0/16", instanceTenancy: "default" });
  const each = TerraformIterator.fromMap(Token.asAnyMap(subnets.value));
  const subnet = file.add(Subnet, "keyed", {
    forEach: each,
    vpcId: vpc.id,
    cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, 8, each.getNumber("number")),
    availabilityZone: each.getString("zone"),
    mapPublicIpOnLaunch: each.getBoolean("public"),
    tags: { Name: `keyed-${each.key}`, Zone: each.getString("zone") },
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ["tags", "availability_zone"] },
  });
  const all = TerraformIterator.fromResources(subnet);
  file.add(RouteTable, "keyed", { forEach: all, vpcId: vpc.id, tags: { Name: Token.asString(all.key) } });
  const addresses = file.add(Eip, "keyed", { domain: "vpc", dependsOn: [vpc] });
  file.add(NatGateway, "keyed", {
    allocationId: addresses.id,
    subnetId: hcl`${subnet}["app"].id`,
    tags: { "kubernetes.io/role": "nat", "with space": "yes", "": "empty key" },
  });
  file.output("keyed_names", { value: Fn.keys(subnets.value) });
  file.output("keyed_numbers", { value: all.pluckProperty("id"), description: "Ids of the subnets" });
}

export function networkAclWithInlineRules(stack: AuthorStack): void {
  const vpc = new Vpc(stack, "aws_vpc.acl", { cidrBlock: "10.2.0.0/16" });
  new NetworkAcl(stack, "aws_network_acl.rules", {
    vpcId: vpc.id,
    ingress: [
      { action: "allow", fromPort: 443, toPort: 443, protocol: "tcp", ruleNo: 100, cidrBlock: vpc.cidrBlock },
      { action: "deny", fromPort: 0, toPort: 0, protocol: "-1", ruleNo: 200, cidrBlock: "0.0.0.0/0" },
    ],
    egress: [],
  });
  const ports = TerraformIterator.fromList(["80", "443"]);
  new NetworkAcl(stack, "aws_network_acl.generated", {
    vpcId: vpc.id,
    egress: ports.dynamic({
      action: "allow",
      from_port: Fn.tonumber(ports.value),
      to_port: Fn.tonumber(ports.value),
      protocol: "tcp",
      rule_no: Fn.tonumber(ports.value),
      cidr_block: vpc.cidrBlock,
      icmp_code: null,
      icmp_type: null,
      ipv6_cidr_block: null,
    }),
  });
}

export function routesAndEndpoints(stack: AuthorStack): void {
  const file = stack.file("routes.tf");
  const nat = file.variable("routes_nat", { type: "bool", default: false });
  const vpc = file.add(Vpc, "routes", { cidrBlock: "10.3.0.0/16", assignGeneratedIpv6CidrBlock: true });
  const table = file.add(RouteTable, "routes", { vpcId: vpc.id, route: [] });
  const gateway = file.add(InternetGateway, "routes", { vpcId: vpc.id, tags: {} });
  file.add(Route, "routes", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
    timeouts: { create: "5m", delete: "10m" },
  });
  file.add(Eip, "routes", { count: Token.asNumber(hcl`${nat} ? 1 : 0`), domain: "vpc" });
  file.add(VpcEndpoint, "routes", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.us-east-1.s3",
    vpcEndpointType: "Gateway",
    routeTableIds: [table.id],
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: "*" }],
    }),
    tags: { Subnets: Token.asString(Fn.join(",", [vpc.cidrBlock, "10.9.0.0/16"])) },
  });
  file.output("routes_bits", { value: Op.add(Op.mul(4, 2), Op.sub(10, 3)) });
}
