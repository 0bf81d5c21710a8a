import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { expect, it } from "vitest";
import { ANYWHERE, Firewall } from "../../constructs/aws/firewall";
import type { PlainStack } from "../../constructs/plain";
import { blocksOf } from "../plain/support/synth";

const opened = (open: (firewall: Firewall, stack: PlainStack) => void): string =>
  blocksOf((stack) => {
    new AwsProvider(stack, "aws", {});
    const about = { name: "site", description: "Site: web in, everything out", vpcId: "vpc-1" };
    open(new Firewall(stack.file("security.tf"), "host", about), stack);
  });

it("a firewall admits everybody, or each network of a variable, and lets the host out", () => {
  const text = opened((firewall, stack) => {
    const networks = new TerraformVariable(stack, "networks", { type: "list(string)" });
    firewall.admit("ssh", { description: "SSH", from: networks, port: 22 }, "Who operates it.");
    firewall.admit(
      "web",
      { description: "Web", from: ANYWHERE, port: 443 },
      { skip: { CKV_X_1: "Public." } },
    );
    const out = firewall.letOut("Packages", { CKV_X_2: "No fixed addresses." });
    expect(firewall.rules.map(({ friendlyUniqueId }) => friendlyUniqueId)).toEqual(["ssh", "web", "all"]);
    expect(firewall.rules.at(-1)).toBe(out);
  });
  expect(text).toContain(`resource "aws_security_group" "host" {
  name        = "site"
  description = "Site: web in, everything out"
  vpc_id      = "vpc-1"

  tags = {
    Name = "site"
  }
}

# Who operates it.
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each = toset(var.networks)

  security_group_id = aws_security_group.host.id
  description       = "SSH"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  # checkov:skip=CKV_X_1: Public.

  security_group_id = aws_security_group.host.id
  description       = "Web"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "all" {
  # checkov:skip=CKV_X_2: No fixed addresses.

  security_group_id = aws_security_group.host.id
  description       = "Packages"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
`);
});

it("what a door says first is printed first", () => {
  const text = opened((firewall) =>
    firewall.admit("ssh", { port: 22, from: "100.64.0.0/10", description: "SSH from Tailscale" }),
  );
  const order = [...text.slice(text.indexOf("ingress_rule")).matchAll(/^ {2}(\w+) += /gm)].map(
    ([, name]) => name,
  );
  expect(order).toEqual([
    "security_group_id",
    "ip_protocol",
    "from_port",
    "to_port",
    "cidr_ipv4",
    "description",
  ]);
});
