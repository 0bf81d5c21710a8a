import { rawString, Token } from "cdktf";
import type { KnownExpression } from "../cdktf/expressions";
import { call, type Expression, type Step, traverse } from "../hcl";

/** An expression with holes for the values that it holds, which are still to be lowered. */
export interface Outline {
  readonly expression: Expression;
  /** By the index of their hole. */
  readonly values: readonly unknown[];
}

type Composite = Extract<KnownExpression, { kind: "call" | "conditional" | "operator" | "access" }>;
type Hole = (value: unknown) => Expression;

/** What one of cdktf's own expressions is in Terraform, as far as it says so itself. */
export function outlineOf(known: Composite): Outline {
  const values: unknown[] = [];
  const hole: Hole = (value) => ({ kind: "hole", index: values.push(value) - 1 });
  return { expression: outlined(known, hole), values };
}

function outlined(known: Composite, hole: Hole): Expression {
  switch (known.kind) {
    case "call": {
      const args = known.args.filter((arg) => arg !== undefined);
      return call(known.name, ...(known.name === "join" ? args.map(withItsQuotes) : args).map(hole));
    }
    case "conditional":
      return {
        kind: "conditional",
        condition: hole(known.condition),
        whenTrue: hole(known.trueValue),
        whenFalse: hole(known.falseValue),
      };
    case "operator":
      return operation(known, hole);
    case "access":
      return traverse(
        hole(known.target),
        known.args.map((arg) => step(arg, hole)),
      );
  }
}

/**
 * Items of `Fn.join` are the one list that arrives without quotes of cdktf's: `"a" and "b"` is no text within quotes
 * but begins and ends with quotes of its own, of which cdktf's JSON makes a syntax error.
 */
function withItsQuotes(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item) =>
    typeof item === "string" && /^".*[^\\]".*"$/s.test(item) && !Token.isUnresolved(item)
      ? rawString(item)
      : item,
  );
}

function operation(
  { operator, left, right }: Extract<KnownExpression, { kind: "operator" }>,
  hole: Hole,
): Expression {
  if (right === undefined && (operator === "!" || operator === "-"))
    return { kind: "unary", operator, operand: hole(left) };
  const binary = operator as Extract<Expression, { kind: "binary" }>["operator"];
  return { kind: "binary", operator: binary, left: hole(left), right: hole(right) };
}

const ATTRIBUTE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function step(arg: unknown, hole: Hole): Step {
  if (arg === "*") return { kind: "splat", attributeOnly: false };
  if (typeof arg === "string" && ATTRIBUTE_NAME.test(arg)) return { kind: "attribute", name: arg };
  return { kind: "index", key: hole(arg) };
}
