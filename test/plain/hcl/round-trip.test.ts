import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Expression, flat, parseExpression, template } from "../../../constructs/plain/hcl";
import { mapParts } from "../../../constructs/plain/hcl/walk";
import { expressions, nastyText } from "../support/expressions";
import { withoutParens } from "../support/without-parens";

describe("printing and parsing", () => {
  it("give back any expression", () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(plain(parseExpression(flat(expression)))).toEqual(plain(expression));
      }),
      { numRuns: 1500 },
    );
  });

  it("give back any string", () => {
    fc.assert(
      fc.property(nastyText, (value) => {
        expect(parseExpression(flat({ kind: "string", value }))).toEqual({ kind: "string", value });
      }),
      { numRuns: 1500 },
    );
  });

  it("print what was parsed as it was printed", () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const printed = flat(expression);
        expect(flat(parseExpression(printed))).toBe(printed);
      }),
      { numRuns: 1500 },
    );
  });
});

// Parentheses aside, templates put together from the same parts, and no fields that say nothing.
function plain(expression: Expression): Expression {
  const joined = (part: Expression): Expression => {
    const mapped = mapParts(part, joined);
    return mapped.kind === "template" ? template(mapped.parts) : mapped;
  };
  return joined(withoutParens(expression));
}
