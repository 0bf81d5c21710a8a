import type { Block, Expression } from "../hcl";
import { flat } from "../hcl";
import { walk } from "../hcl/walk";
import { INGRESS_RULES } from "../providers/aws-picture";
import { valueOfArgument } from "./references";

/** Who may reach which port of what a security group protects. */
export interface Traffic {
  readonly from: string;
  readonly port: string;
}

/** What a rule, or a security group with rules in it, lets in. */
export function trafficOf(block: Block): readonly Traffic[] {
  const type = block.labels[0] ?? "";
  if (INGRESS_RULES.has(type)) {
    const direction = valueOfArgument(block, "type");
    if (direction !== undefined && flat(direction) !== '"ingress"') return [];
    return [ruleOf(block, valueOfArgument(block, "for_each"))];
  }
  if (type !== "aws_security_group") return [];
  return block.body
    .flat()
    .flatMap((item) => (item.kind === "block" && item.type === "ingress" ? [ruleOf(item)] : []));
}

function ruleOf(rule: Block, forEach?: Expression): Traffic {
  const value = (name: string): Expression | undefined => valueOfArgument(rule, name);
  const source = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks", "referenced_security_group_id"]
    .map(value)
    .find((each) => each !== undefined);
  const from = value("from_port");
  const to = value("to_port");
  const ports = [from, to].map((port) => (port === undefined ? "" : flat(port)));
  const all = source !== undefined && flat(source).startsWith("each.") ? forEach : source;
  return {
    from: all === undefined ? "others" : sourceName(all),
    port: ports[0] === "" ? "all ports" : [...new Set(ports)].join("-"),
  };
}

function sourceName(source: Expression): string {
  const text = flat(source);
  if (/0\.0\.0\.0\/0|::\/0/.test(text)) return "anywhere";
  let variable: string | undefined;
  walk(source, (part) => {
    if (part.kind === "traversal") variable ??= flat(part);
  });
  return variable ?? text.replaceAll(/["[\]]/g, "");
}
