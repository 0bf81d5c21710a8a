import type { Expression } from "../../../constructs/plain/hcl";
import { mapParts } from "../../../constructs/plain/hcl/walk";

/**
 * An expression without its parentheses, with a minus as the operator that it is: what is left is what it
 * means. The printer adds parentheses where the tree needs or a reader wants them.
 */
export function withoutParens(expression: Expression): Expression {
  if (expression.kind === "parens") return withoutParens(expression.inner);
  if (expression.kind === "number" && expression.text.startsWith("-"))
    return { kind: "unary", operator: "-", operand: { kind: "number", text: expression.text.slice(1) } };
  return mapParts(expression, withoutParens);
}
