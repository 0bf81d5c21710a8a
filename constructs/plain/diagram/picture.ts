import { CONTAINERS, wordOf } from "../providers/picture";
import { type Arrow, Arrows } from "./arrows";
import { detailsOf } from "./details";
import { type Box, type Folding, fold } from "./fold";
import { nodesOf } from "./node";
import { type Place, Places } from "./places";
import type { Placed, References } from "./references";

/** What a reader looks for in a stack. */
export interface Picture {
  readonly places: readonly Place[];
  readonly boxes: readonly Box[];
  /** Between boxes, and who is outside. */
  readonly arrows: readonly Arrow[];
}

/** More than these are no picture any more. */
const MOST_BOXES = 24;

/** From every resource by itself to a box for each type. */
const FOLDINGS: readonly Folding[] = ["alike", "by type and place", "by type and outer place", "by type"];

/** The blocks of a stack, of its root module and its local modules, as a picture that one can take in. */
export function pictureOf(placed: readonly Placed[], references: References): Picture {
  const nodes = nodesOf(placed, references);
  const places = new Places(nodes, references);
  const boxes: Box[] = [];
  const draw = (address: string): void => {
    const node = nodes.get(address);
    if (node === undefined) return;
    const within = places.of(node);
    boxes.push({
      ids: [address],
      type: node.type,
      word: wordOf(node.type),
      names: [node.name],
      details: detailsOf(node, references),
      ...(within !== undefined && { within }),
    });
  };
  for (const node of nodes.values()) if (node.isShown && !places.isContainer(node)) draw(node.address);
  // Where nothing lies in it, a container is a box like others.
  for (const types of [...CONTAINERS].reverse())
    for (const { address, type, block } of nodes.values())
      if (types.includes(type) && block.type === "resource" && !places.has(address)) draw(address);
  const { all } = new Arrows(nodes, references, (node) => places.isContainer(node));
  const pictures = FOLDINGS.map((folding) => () => fold({ places: places.all, boxes, arrows: all }, folding));
  for (const picture of pictures.slice(0, -1)) {
    const folded = picture();
    if (sizeOf(folded) <= MOST_BOXES) return folded;
  }
  return fold({ places: places.all, boxes, arrows: all }, "by type", MOST_BOXES);
}

function sizeOf({ boxes, arrows }: Picture): number {
  return (
    boxes.length +
    new Set(arrows.flatMap(({ from, to }) => [from, to]).filter((end) => /^(?:in|out) /.test(end))).size
  );
}
