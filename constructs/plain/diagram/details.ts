import { type Block, type Expression, flat } from "../hcl";
import { walk } from "../hcl/walk";
import { DETAILS } from "../providers/picture";
import { constantOf } from "./constants";
import type { Node } from "./node";
import { type References, valueOfArgument } from "./references";

/** What a reader wants to know of a resource at once: its size, and how many there are. */
export function detailsOf(node: Node, references: References): readonly string[] {
  const { block, module, type } = node;
  const lines = (DETAILS[type] ?? []).map((line) =>
    line
      .flatMap((detail) => {
        const owner = detail.block === undefined ? block : ownBlock(block, detail.block);
        const value = owner && constantOf(valueOfArgument(owner, detail.name), module, references);
        // Beside each other, a size that is not known says nothing.
        if (value === undefined || value === null || value === "") return [];
        return [`${detail.before ?? ""}${value}${detail.after ?? ""}`];
      })
      .join(" "),
  );
  return [...lines.filter((line) => line !== ""), ...repetition(node)];
}

/** A block that is there in any case, as one of a `dynamic` is not. */
function ownBlock(block: Block, type: string): Block | undefined {
  const found = block.body.flat().find((item) => item.kind === "block" && item.type === type);
  return found?.kind === "block" ? found : undefined;
}

function repetition({ block }: Node): readonly string[] {
  const count = valueOfArgument(block, "count");
  const forEach = valueOfArgument(block, "for_each");
  if (count?.kind === "conditional" && [count.whenTrue, count.whenFalse].some((side) => flat(side) === "0"))
    return ["optional"];
  if (count !== undefined)
    return [count.kind === "number" ? `× ${count.text}` : `one for each of ${variableIn(count)}`];
  if (forEach === undefined) return [];
  if (forEach.kind === "object") return [`× ${forEach.entries.length}`];
  const [list] = forEach.kind === "call" && forEach.name === "toset" ? forEach.args : [];
  return [list?.kind === "tuple" ? `× ${list.items.length}` : `one for each of ${variableIn(forEach)}`];
}

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
