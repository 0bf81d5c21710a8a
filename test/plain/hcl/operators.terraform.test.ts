import fc from "fast-check";
import { expect, it } from "vitest";
import {
  argument,
  block,
  type Expression,
  flat,
  parseExpression,
  printFile,
} from "../../../constructs/plain/hcl";
import { describeWith } from "../../support/requirements";
import { formatComplaints, plannedOutputs } from "../support/terraform";

/** A tree of operators, and what it comes to. */
type Sum<T> = readonly [tree: Expression, value: T];

const number = (value: number): Expression => ({ kind: "number", text: String(value) });

const trees = fc.letrec<{ number: Sum<number>; truth: Sum<boolean> }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 5 },
    fc.nat({ max: 9 }).map((value): Sum<number> => [number(value), value]),
    tie("number").map(([operand, value]): Sum<number> => [{ kind: "unary", operator: "-", operand }, -value]),
    fc
      .tuple(tie("truth"), tie("number"), tie("number"))
      .map(
        ([[condition, test], [whenTrue, yes], [whenFalse, no]]): Sum<number> => [
          { kind: "conditional", condition, whenTrue, whenFalse },
          test ? yes : no,
        ],
      ),
    fc
      .tuple(fc.constantFrom("+", "-", "*"), tie("number"), tie("number"))
      .map(
        ([operator, [left, a], [right, b]]): Sum<number> => [
          { kind: "binary", operator, left, right },
          operator === "+" ? a + b : operator === "-" ? a - b : a * b,
        ],
      ),
  ),
  truth: fc.oneof(
    { maxDepth: 5 },
    fc.boolean().map((value): Sum<boolean> => [{ kind: "bool", value }, value]),
    tie("truth").map(([operand, value]): Sum<boolean> => [{ kind: "unary", operator: "!", operand }, !value]),
    fc
      .tuple(fc.constantFrom("<", ">=", "==", "!="), tie("number"), tie("number"))
      .map(
        ([operator, [left, a], [right, b]]): Sum<boolean> => [
          { kind: "binary", operator, left, right },
          operator === "<" ? a < b : operator === ">=" ? a >= b : (a === b) === (operator === "=="),
        ],
      ),
    fc
      .tuple(fc.constantFrom("&&", "||", "=="), tie("truth"), tie("truth"))
      .map(
        ([operator, [left, a], [right, b]]): Sum<boolean> => [
          { kind: "binary", operator, left, right },
          operator === "&&" ? a && b : operator === "||" ? a || b : a === b,
        ],
      ),
  ),
}));

describeWith(["terraform"], "operators", () => {
  it("come to what their tree says, printed and printed again", async () => {
    const sums = fc.sample(fc.oneof(trees.number, trees.truth), 400);
    const outputs = sums.map(([tree], index) =>
      // What was printed flat and parsed again has nothing left of the tree but its parentheses.
      block(
        "output",
        [`o${index}`],
        [[argument("value", index % 2 === 0 ? tree : parseExpression(flat(tree)))]],
      ),
    );
    const files = { "main.tf": printFile(outputs) };
    expect(await formatComplaints(files)).toBe("");
    const expected = sums.map(([, value], index) => [`o${index}`, value === 0 ? 0 : value]);
    expect(await plannedOutputs(files)).toEqual(Object.fromEntries(expected));
  });
});
