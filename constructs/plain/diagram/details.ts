import { type Block, type Expression, flat, valueIn } from "../hcl";
import { walk } from "../hcl/walk";
import { DETAILS } from "../providers/picture";
import { constantOf } from "./constants";
import type { Node } from "./node";
import type { References } from "./references";

/** Words of a line that are translated one by one. */
export type Line = readonly string[];

/** What a reader wants to know of a resource at once: its size, and how many there are. */
export function detailsOf(node: Node, references: References): readonly Line[] {
  const { block, module, type } = node;
  const lines = (DETAILS[type] ?? []).map((line) =>
    line.flatMap(({ block: inner, name, before = [], after = "" }) => {
      const owner = inner === undefined ? block : ownBlock(block, inner);
      const value = owner && constantOf(valueIn(owner, name), module, references);
      if (value === undefined || value === null || value === "") return [];
      return [...before, `${value}${after}`];
    }),
  );
  return [...lines.filter((line) => line.length > 0), ...repetition(node)];
}

/** A block that is there in any case, as one of a `dynamic` is not. */
function ownBlock(block: Block, type: string): Block | undefined {
  const found = block.body.flat().find((item) => item.kind === "block" && item.type === type);
  return found?.kind === "block" ? found : undefined;
}

function repetition({ block }: Node): readonly Line[] {
  const count = valueIn(block, "count");
  const forEach = valueIn(block, "for_each");
  if (count?.kind === "conditional" && [count.whenTrue, count.whenFalse].some((side) => flat(side) === "0"))
    return [["optional"]];
  if (count !== undefined) return [count.kind === "number" ? [`× ${count.text}`] : [EACH, variableIn(count)]];
  if (forEach === undefined) return [];
  if (forEach.kind === "object") return [[`× ${forEach.entries.length}`]];
  const [list] = forEach.kind === "call" && forEach.name === "toset" ? forEach.args : [];
  return [list?.kind === "tuple" ? [`× ${list.items.length}`] : [EACH, variableIn(forEach)]];
}

const EACH = "one for each of";

/** The first reference in an expression, or all of it. */
export function variableIn(expression: Expression): string {
  let found: string | undefined;
  walk(expression, (part) => {
    if (part.kind === "traversal") found ??= flat(part);
  });
  return (
    found ??
    flat(expression)
      .replaceAll(/["[\]]/g, "")
      .trim()
  );
}
