import { SUPPORTING } from "../providers/picture";
import { addressOf, type Placed, type Reference, type References } from "./references";

/** A resource, a data source, a provider or a module from elsewhere. */
export interface Node extends Placed {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly refs: readonly Reference[];
  /** Whether a reader looks for it; the others join, permit or refine what is shown. */
  readonly isShown: boolean;
}

/** What of a stack a picture is made from, by address. */
export function nodesOf(placed: readonly Placed[], references: References): ReadonlyMap<string, Node> {
  const local = new Set(placed.map(({ module }) => module));
  const isForeign = ({ module, block: { labels } }: Placed): boolean =>
    !local.has(module === "" ? (labels[0] ?? "") : `${module}.${labels[0]}`);
  const bare = placed
    .filter((each) => {
      const { type } = each.block;
      return ["resource", "data", "provider"].includes(type) || (type === "module" && isForeign(each));
    })
    .map((each) => ({
      ...each,
      address: addressOf(each),
      type: each.block.type === "module" ? "module" : (each.block.labels[0] ?? ""),
      name: each.block.labels.at(-1) ?? "",
      refs: references.of(each),
    }));
  const types = new Map(bare.map(({ address, type }) => [address, type]));
  const nodes = bare.map((node): Node => {
    const refines = node.refs.some(({ address }) => {
      const type = types.get(address);
      return type !== undefined && node.type.startsWith(`${type}_`);
    });
    const isShown =
      ["resource", "module"].includes(node.block.type) && !SUPPORTING.test(node.type) && !refines;
    return { ...node, isShown };
  });
  // Where nothing is worth a look but what usually supports, that is what there is to see.
  const isBare = !nodes.some(({ isShown }) => isShown);
  return new Map(
    nodes.map((node) => [
      node.address,
      isBare && node.block.type === "resource" ? { ...node, isShown: true } : node,
    ]),
  );
}
