import type { Problem } from "../errors";
import { type Block, type Expression, flat, valueIn } from "../hcl";

/**
 * Finds a `for_each` over a set of anything but text, which Terraform refuses when it plans.
 *
 * @param at path of the construct that the block belongs to
 */
export function repetitionProblems(block: Block, at: string): readonly Problem[] {
  const repeated = valueIn(block, "for_each");
  if (repeated === undefined || !isSetOfOthers(repeated)) return [];
  return [
    {
      at,
      what: "for_each goes over a set of something other than strings",
      got: flat(repeated),
      expected: "a map, or a set of strings: each instance is known by its key",
      fix: 'TerraformIterator.fromMap({ key: … }), or fromComplexList(list, "name") for objects that have one; turn numbers into strings',
    },
  ];
}

const OTHERS: ReadonlySet<Expression["kind"]> = new Set(["object", "tuple", "number", "bool"]);

function isSetOfOthers(value: Expression): boolean {
  if (value.kind !== "call" || value.name !== "toset") return false;
  const [items] = value.args;
  return (
    items?.kind === "tuple" && items.items.length > 0 && items.items.every(({ kind }) => OTHERS.has(kind))
  );
}
