import { type Expression, template, traverse } from "./expression";
import { mapParts } from "./walk";

/**
 * Replaces the holes of an expression, and joins what comes in with what stands around it: the steps of a
 * traversal, the texts of a template.
 *
 * @param filling what belongs in a hole, by its index
 */
export function fill(expression: Expression, filling: (index: number) => Expression): Expression {
  if (expression.kind === "hole") return filling(expression.index);
  const filled = mapParts(expression, (part) => fill(part, filling));
  if (filled.kind === "traversal") return traverse(filled.source, filled.steps);
  if (filled.kind === "template") return template(filled.parts);
  // `!` of what is spliced in as `!x`: `!(!x)`.
  const isNested = filled.kind === "unary" && filled.operand.kind === "unary";
  if (isNested && expression.kind === "unary" && expression.operand.kind === "hole")
    return { ...filled, operand: { kind: "parens", inner: filled.operand } };
  return filled;
}
