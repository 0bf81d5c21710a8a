import { type Block, type Expression, flat, valueIn } from "../hcl";
import { PEERS, PORTS, RULES, SECURITY_GROUPS } from "../providers/picture";
import { constantOf } from "./constants";
import { variableIn } from "./details";
import { blocksIn, type Placed, type References } from "./references";

/** Who may reach which port of what a security group protects, or what may be reached from there. */
export interface Traffic {
  readonly direction: "ingress" | "egress";
  /** Address of another security group, or a text that says who it is. */
  readonly peer: { readonly group: string } | { readonly name: string };
  readonly ports: string;
}

/** What a rule, or a security group with rules in it, lets through. */
export function trafficOf(placed: Placed, references: References): readonly Traffic[] {
  const { block, module } = placed;
  const type = block.labels[0] ?? "";
  if (Object.hasOwn(RULES, type)) {
    const said = valueIn(block, "type");
    const direction = RULES[type] ?? (said !== undefined && flat(said) === '"egress"' ? "egress" : "ingress");
    return [ruleOf(block, direction, valueIn(block, "for_each"), module, references)];
  }
  if (!SECURITY_GROUPS.has(type)) return [];
  return (["ingress", "egress"] as const).flatMap((direction) =>
    blocksIn(block, direction).map((rule) => {
      const dynamic = block.body
        .flat()
        .find((item) => item.kind === "block" && item.type === "dynamic" && item.labels[0] === direction);
      const repeated = dynamic?.kind === "block" ? valueIn(dynamic, "for_each") : undefined;
      return ruleOf(rule, direction, repeated, module, references);
    }),
  );
}

function ruleOf(
  rule: Block,
  direction: Traffic["direction"],
  forEach: Expression | undefined,
  module: string,
  references: References,
): Traffic {
  const sources = PEERS.flatMap((name) => valueIn(rule, name) ?? []);
  const isRepeated = (source: Expression): boolean => /^(?:each|ingress|egress)\./.test(flat(source));
  const source = sources[0] && isRepeated(sources[0]) ? forEach : sources[0];
  const group = references
    .in(sources, module)
    .find((address) => SECURITY_GROUPS.has(address.split(".").at(-2) ?? ""));
  return {
    direction,
    peer: group === undefined ? { name: source === undefined ? "others" : nameOf(source) } : { group },
    ports: portsOf(rule, module, references),
  };
}

/** A description of a rule up to this length says what it is for; a longer one explains. */
const SHORT = 48;

function portsOf(rule: Block, module: string, references: References): string {
  const text = (name: string): string | undefined => {
    const value = valueIn(rule, name);
    return value === undefined ? undefined : flat(value).replaceAll('"', "");
  };
  const protocol = text("ip_protocol") ?? text("protocol") ?? "tcp";
  const [from, to] = [text("from_port"), text("to_port")];
  const said = String(constantOf(valueIn(rule, "description"), module, references) ?? "");
  const purpose = said.length <= SHORT ? said : (/^[^:.,;(]{1,48}(?=[:.,;(])/.exec(said)?.[0].trim() ?? "");
  const forPorts = (ports: string, usual = ""): string => {
    const word = purpose || usual;
    return word === "" || word === ports ? ports : `${word} (${ports})`;
  };
  if (protocol === "icmp" || protocol === "icmpv6") return forPorts("ping");
  if (protocol === "-1" || from === undefined || from === "-1") return forPorts("all ports");
  const port = to === undefined || from === to ? from : `${from}-${to}`;
  return forPorts(protocol === "udp" ? `${port}/udp` : port, PORTS[port]);
}

function nameOf(source: Expression): string {
  const text = flat(source);
  if (/"(?:0\.0\.0\.0|::)\/0"/.test(text)) return "anywhere";
  return variableIn(source);
}
