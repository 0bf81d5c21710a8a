import { type Expression, flat, valueIn } from "../hcl";
import {
  IDENTITIES,
  JOINTS,
  MANAGED_POLICIES,
  POOLS,
  PROFILES,
  RULES,
  SECURITY_GROUPS,
  VERBS,
} from "../providers/picture";
import { constantOf } from "./constants";
import { variableIn } from "./details";
import { type Grant, grantsIn } from "./grants";
import type { Node } from "./node";
import type { References } from "./references";
import { trafficOf } from "./traffic";

/** Something goes from one to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly labels: readonly string[];
  /** Whether data goes there; the others say how things hang together. */
  readonly isTraffic: boolean;
}

/** Where an arrow begins or ends that does so outside the stack. */
export const outsideIn = (name: string): string => `in ${name}`;
export const outsideOut = (name: string): string => `out ${name}`;

type Nodes = ReadonlyMap<string, Node>;

const isGroup = ({ type }: Node): boolean => SECURITY_GROUPS.has(type);
const isPolicy = ({ type }: Node): boolean => /_policy(?:_|$)/.test(type);

/** Finds what goes where between what is shown. */
export class Arrows {
  private readonly found = new Map<string, Arrow>();
  private readonly referrers = new Map<string, { readonly node: Node; readonly argument: string }[]>();
  private readonly shown: readonly Node[];

  /** @param isContainer what others lie in, which no arrow leads to */
  constructor(
    private readonly nodes: Nodes,
    private readonly references: References,
    private readonly isContainer: (node: Node) => boolean,
  ) {
    for (const node of nodes.values())
      for (const { address, argument } of node.refs) {
        const known = this.referrers.get(address);
        if (known === undefined) this.referrers.set(address, [{ node, argument }]);
        else known.push({ node, argument });
      }
    this.shown = [...nodes.values()].filter((node) => node.isShown && !isContainer(node));
    this.addTraffic();
    this.addJoints();
    this.addGrants();
    this.addReferences();
  }

  get all(): readonly Arrow[] {
    return [...this.found.values()];
  }

  private add(from: string, to: string, label: string, isTraffic: boolean): void {
    if (from === to) return;
    const key = `${from}\n${to}`;
    const known = this.found.get(key);
    const labels = [...new Set([...(known?.labels ?? []), ...(label === "" ? [] : [label])])];
    this.found.set(key, { from, to, labels, isTraffic: isTraffic || known?.isTraffic === true });
  }

  private addTraffic(): void {
    for (const rule of this.nodes.values()) {
      for (const { direction, peer, ports } of trafficOf(rule, this.references)) {
        const groups = isGroup(rule)
          ? [rule.address]
          : rule.refs
              .filter(({ argument }) => argument === "security_group_id")
              .map(({ address }) => address);
        const own = groups.flatMap((address) => this.users(address));
        const others = "group" in peer ? this.users(peer.group) : [];
        const name = "group" in peer ? (others.length > 0 ? undefined : "other security group") : peer.name;
        for (const member of own) {
          if (name !== undefined && direction === "ingress")
            this.add(outsideIn(name), member.address, ports, true);
          if (name !== undefined && direction === "egress")
            this.add(member.address, outsideOut(name), ports, true);
          for (const other of others) {
            const [from, to] = direction === "ingress" ? [other, member] : [member, other];
            this.add(from.address, to.address, ports, true);
          }
        }
      }
    }
  }

  private addJoints(): void {
    for (const joint of this.nodes.values()) {
      const how = JOINTS[joint.type];
      if (how === undefined) continue;
      const ends = (argument: string): Node[] =>
        joint.refs
          .filter((ref) => (argument === "" ? ref.argument !== how.from : ref.argument === argument))
          .flatMap(({ address }) => this.reached(address));
      const to = ends(how.to);
      for (const from of ends(how.from)) {
        for (const other of to) this.add(from.address, other.address, how.verb, true);
        const said = valueIn(joint.block, how.to);
        if (to.length > 0 || said === undefined || this.references.in([said], joint.module).length > 0)
          continue;
        this.add(
          from.address,
          outsideOut(this.nameOf(said, joint)),
          this.protocolOf(joint) ?? how.verb,
          true,
        );
      }
    }
  }

  private nameOf(value: Expression, joint: Node): string {
    const forEach = valueIn(joint.block, "for_each");
    if (forEach !== undefined && flat(value).startsWith("each.")) return variableIn(forEach);
    const constant = constantOf(value, joint.module, this.references);
    return typeof constant === "string" ? constant : variableIn(value);
  }

  private protocolOf({ block, module }: Node): string | undefined {
    const protocol = constantOf(valueIn(block, "protocol"), module, this.references);
    return typeof protocol === "string" ? protocol : undefined;
  }

  private addGrants(): void {
    for (const identity of this.nodes.values()) {
      if (!IDENTITIES.has(identity.type)) continue;
      const grants = this.grantsOf(identity);
      if (grants.length === 0) continue;
      for (const holder of this.users(identity.address))
        for (const { verbs, resources } of grants)
          for (const address of resources) {
            const target = this.nodes.get(address);
            if (target?.isShown && !this.isContainer(target))
              for (const verb of verbs.flatMap((words) => words.split(", ")))
                this.add(holder.address, address, verb, true);
          }
    }
    for (const [key, arrow] of this.found) this.found.set(key, { ...arrow, labels: tersely(arrow.labels) });
  }

  private grantsOf(identity: Node): readonly Grant[] {
    const policies = new Set<Node>([identity]);
    const follow = (node: Node): void => {
      if (policies.has(node) || !isPolicy(node)) return;
      policies.add(node);
      for (const { address } of node.refs) {
        const other = this.nodes.get(address);
        if (other !== undefined) follow(other);
      }
    };
    // A policy of the resource itself names who may use it: its statements are about others too.
    for (const { node, argument } of this.referrers.get(identity.address) ?? [])
      if (argument !== "policy") follow(node);
    for (const { address } of identity.refs) {
      const other = this.nodes.get(address);
      if (other !== undefined && MANAGED_POLICIES.has(other.type)) follow(other);
    }
    return [...policies].flatMap((policy) => grantsIn(policy, this.references, this.shown));
  }

  private addReferences(): void {
    const before = new Set([...this.found.values()].map(({ from, to }) => [from, to].sort().join("\n")));
    for (const node of this.shown)
      for (const { argument, address } of node.refs) {
        const first = this.nodes.get(address);
        if (first === undefined || IDENTITIES.has(first.type)) continue;
        for (const other of this.reached(address)) {
          if (before.has([node.address, other.address].sort().join("\n"))) continue;
          const verb = VERBS[`${node.type} ${other.type}`] ?? VERBS[node.type] ?? wordsOf(argument);
          this.add(node.address, other.address, verb, false);
        }
      }
  }

  /** What is shown at an address, or behind it where that is a joint. */
  private reached(address: string, seen = new Set<string>()): readonly Node[] {
    const node = this.nodes.get(address);
    if (node === undefined || seen.has(address) || this.isContainer(node)) return [];
    seen.add(address);
    if (node.isShown) return [node];
    if (POOLS.has(node.type)) return [...this.users(address), ...this.attached(node)];
    if (isGroup(node) || isPolicy(node) || IDENTITIES.has(node.type) || PROFILES.has(node.type)) return [];
    return node.refs.flatMap((ref) => this.reached(ref.address, seen));
  }

  /** What was put into a pool by an attachment. */
  private attached(pool: Node): readonly Node[] {
    return (this.referrers.get(pool.address) ?? [])
      .filter(({ node }) => node.type === `${pool.type}_attachment`)
      .flatMap(({ node }) => node.refs.filter(({ argument }) => argument === "target_id"))
      .flatMap(({ address }) => this.reached(address));
  }

  /** What is shown and refers to an address, itself or by what supports it. */
  private users(address: string, seen = new Set<string>()): readonly Node[] {
    if (seen.has(address)) return [];
    seen.add(address);
    const users = (this.referrers.get(address) ?? []).flatMap(({ node, argument }) => {
      if (argument === "policy" || this.isContainer(node)) return [];
      if (node.isShown) return [node];
      if (
        isGroup(node) ||
        isPolicy(node) ||
        Object.hasOwn(RULES, node.type) ||
        Object.hasOwn(JOINTS, node.type)
      )
        return [];
      return this.users(node.address, seen);
    });
    return [...new Set(users)];
  }
}

/** Who reads need not be said to list as well, and who writes none to delete. */
function tersely(labels: readonly string[]): readonly string[] {
  return labels.filter(
    (label) =>
      !(label === "lists" && (labels.includes("reads") || labels.includes("writes"))) &&
      !(label === "deletes" && labels.includes("writes")),
  );
}

function wordsOf(argument: string): string {
  return argument.replace(/_(?:ids?|arns?|names?)$/, "").replaceAll("_", " ");
}
