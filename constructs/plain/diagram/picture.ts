import { CONTAINERS, IDENTITIES, SUPPORTING, VERBS } from "../providers/aws-picture";
import { addressOf, type Placed, References } from "./references";
import { trafficOf } from "./traffic";

/** Resources of one type that stand in one place and work with the same others. */
export interface Shape {
  readonly type: string;
  /** Names of the resources, without their type. */
  readonly names: readonly string[];
  /** Address of what it lies in, or `module.NAME`; undefined at the top. */
  readonly within?: string;
  readonly addresses: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface Picture {
  readonly containers: readonly Shape[];
  readonly shapes: readonly Shape[];
  /** Who is outside and reaches in. */
  readonly outside: readonly string[];
  /** Between addresses, or from a name of `outside`. */
  readonly arrows: readonly Arrow[];
}

interface Node extends Placed {
  readonly address: string;
  readonly type: string;
  readonly refs: readonly string[];
}

/** What a reader looks for in a stack, from the blocks of its root module and its local modules. */
export function pictureOf(placed: readonly Placed[]): Picture {
  const references = new References(placed);
  const nodes = placed
    .filter(({ block }) => block.type === "resource")
    .map((each): Node => {
      return {
        ...each,
        address: addressOf(each),
        type: each.block.labels[0] ?? "",
        refs: references.of(each),
      };
    });
  const byAddress = new Map(nodes.map((node) => [node.address, node]));
  const isShown = (node: Node): boolean =>
    !SUPPORTING.test(node.type) &&
    !node.refs.some((ref) => node.type.startsWith(`${byAddress.get(ref)?.type ?? node.type}_`));
  const isContainer = ({ type }: Node): boolean => CONTAINERS.includes(type);
  const shown = nodes.filter((node) => isShown(node) && !isContainer(node));

  /** What is shown and reached through what is not. */
  const reached = (node: Node, seen = new Set<string>()): Node[] =>
    [
      ...node.refs,
      // What a role may do stands in the policies that refer to it.
      ...(IDENTITIES.has(node.type)
        ? nodes
            .filter(({ type, refs }) => /_policy/.test(type) && refs.includes(node.address))
            .map(({ address }) => address)
        : []),
    ].flatMap((ref) => {
      const other = byAddress.get(ref);
      if (other === undefined || seen.has(ref) || isContainer(other)) return [];
      seen.add(ref);
      return isShown(other) ? [other] : reached(other, seen);
    });

  const within = (node: Node): string | undefined => {
    for (const type of CONTAINERS.toReversed()) {
      const found = node.refs.filter((ref) => byAddress.get(ref)?.type === type && ref !== node.address);
      if (found.length === 1) return found[0];
    }
    return node.module === "" ? undefined : `module.${node.module}`;
  };

  const arrows = new Map<string, Arrow>();
  const add = (from: string, to: string, label: string): void => {
    const key = `${from} ${to}`;
    const known = arrows.get(key);
    if (from === to || arrows.has(`${to} ${from}`)) return;
    if (known === undefined) arrows.set(key, { from, to, label });
    else if (!known.label.split(", ").includes(label) && label !== "")
      arrows.set(key, { from, to, label: [known.label, label].filter(Boolean).join(", ") });
  };
  for (const rule of nodes)
    for (const { from, port } of trafficOf(rule.block)) {
      const groups = rule.type === "aws_security_group" ? [rule.address] : rule.refs;
      for (const target of shown.filter(({ refs }) =>
        refs.some((ref) => groups.includes(ref) && byAddress.get(ref)?.type === "aws_security_group"),
      ))
        add(from, target.address, port);
    }
  const outside = [...new Set([...arrows.values()].map(({ from }) => from))];
  for (const joint of nodes.filter(({ type }) => /_attachment$/.test(type))) {
    const [one, other] = [...new Set(reached(joint))];
    if (one !== undefined && other !== undefined) add(other.address, one.address, "attached");
  }
  for (const node of shown)
    for (const other of reached(node))
      add(node.address, other.address, VERBS[`${node.type} ${other.type}`] ?? VERBS[node.type] ?? "");

  const containers = nodes.filter(isContainer).map((node): Shape => shapeOf(node, within(node)));
  const shapes = merged(shown, within, [...arrows.values()]);
  return { containers, shapes, outside, arrows: [...arrows.values()] };
}

function shapeOf({ type, block, address }: Node, within: string | undefined): Shape {
  return {
    type,
    names: [block.labels[1] ?? ""],
    addresses: [address],
    ...(within !== undefined && { within }),
  };
}

/** Resources that nothing tells apart but their names, as one. */
function merged(
  nodes: readonly Node[],
  within: (node: Node) => string | undefined,
  arrows: readonly Arrow[],
): Shape[] {
  const groups = new Map<string, Shape>();
  for (const node of nodes) {
    const place = within(node);
    const ends = arrows.flatMap(({ from, to, label }) =>
      from === node.address ? [`>${to} ${label}`] : to === node.address ? [`<${from} ${label}`] : [],
    );
    const key = [node.type, place, ...ends.sort()].join("\n");
    const known = groups.get(key);
    const own = shapeOf(node, place);
    groups.set(
      key,
      known === undefined
        ? own
        : { ...known, names: [...known.names, ...own.names], addresses: [...known.addresses, node.address] },
    );
  }
  return [...groups.values()];
}
