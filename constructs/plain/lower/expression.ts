import type { KnownExpression } from "../cdktf/expressions";
import {
  call,
  type Expression,
  type ForExpression,
  type ParseOptions,
  parseExpression,
  type Step,
  str,
  traverse,
} from "../hcl";
import { walk } from "../hcl/walk";
import type { Environment } from "./contexts";
import { parsing, unrepresentable } from "./text";

/** How the parts of an expression are lowered in turn. */
export interface Parts {
  readonly environment: Environment;
  readonly readers: ParseOptions;
  /** A value as in a configuration. */
  readonly value: (value: unknown) => Expression;
  /** A value as in cdktf's expressions, where strings follow another convention. */
  readonly argument: (value: unknown) => Expression;
  /** Text that is an expression and not a string. */
  readonly bare: (text: string) => Expression;
}

/** Lowers one of cdktf's own expressions, of which the fields say what was meant. */
export function lowerExpression(known: Exclude<KnownExpression, { kind: "for" }>, parts: Parts): Expression {
  const { argument } = parts;
  switch (known.kind) {
    case "reference":
      return lowerReference(known.identifier, known.originStack, parts);
    case "intrinsic":
      return parts.value(known.value);
    case "raw":
      return str(known.str);
    case "dependable":
      return parts.bare(known.dependable.fqn);
    case "call":
      return call(known.name, ...known.args.filter((arg) => arg !== undefined).map(argument));
    case "conditional":
      return {
        kind: "conditional",
        condition: argument(known.condition),
        whenTrue: argument(known.trueValue),
        whenFalse: argument(known.falseValue),
      };
    case "operator":
      return lowerOperator(known, argument);
    case "access":
      return traverse(
        argument(known.target),
        known.args.map((arg) => lowerStep(arg, argument)),
      );
  }
}

function lowerOperator(
  { operator, left, right }: Extract<KnownExpression, { kind: "operator" }>,
  argument: (value: unknown) => Expression,
): Expression {
  const unary = right === undefined && (operator === "!" || operator === "-");
  if (unary) return { kind: "unary", operator, operand: inParensIfOperator(argument(left)) };
  const binary = operator as Extract<Expression, { kind: "binary" }>["operator"];
  return { kind: "binary", operator: binary, left: argument(left), right: argument(right) };
}

function inParensIfOperator(expression: Expression): Expression {
  return expression.kind === "unary" ? { kind: "parens", inner: expression } : expression;
}

const ATTRIBUTE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function lowerStep(arg: unknown, argument: (value: unknown) => Expression): Step {
  if (arg === "*") return { kind: "splat", attributeOnly: false };
  if (typeof arg === "string" && ATTRIBUTE_NAME.test(arg)) return { kind: "attribute", name: arg };
  return { kind: "index", key: argument(arg) };
}

function lowerReference(
  identifier: string,
  origin: Environment["stack"] | undefined,
  { environment, readers }: Parts,
): Expression {
  const isForeign = origin !== undefined && origin !== environment.stack;
  const local = isForeign ? environment.foreign(identifier, origin) : identifier;
  return parsing(local, environment, () => parseExpression(local, readers));
}

/**
 * Lowers a `for` expression.
 *
 * @param within how its parts are lowered; the loop is around them
 * @param outside how its collection is
 */
export function lowerFor(
  { input, valueExpression, keyExpression }: Omit<Extract<KnownExpression, { kind: "for" }>, "kind">,
  within: Parts,
  outside: Parts,
): Expression {
  const written = loopAsWritten(keyExpression, valueExpression, within);
  const part = (value: unknown, parsed: Expression): Expression =>
    typeof value === "string" ? parsed : within.argument(value);
  const loop: ForExpression = {
    ...written,
    collection: outside.argument(input),
    key: written.key && part(keyExpression, written.key),
    value: part(valueExpression, written.value),
  };
  const { keyName: _, ...withoutKey } = loop;
  const usesKey = [loop.key, loop.value, loop.condition].some((used) => used && mentions(used, "key"));
  return usesKey ? loop : withoutKey;
}

/** Text in cdktf's loops is Terraform, and may say more than a value: `val.id if val.active`. */
function loopAsWritten(key: unknown, value: unknown, { environment, readers }: Parts): ForExpression {
  const text = (part: unknown): string => (typeof part === "string" ? part : "null");
  const source =
    key === undefined
      ? `[for key, val in null : ${text(value)}]`
      : `{for key, val in null : ${text(key)} => ${text(value)}}`;
  const loop = parsing(source, environment, () => parseExpression(source, readers));
  if (loop.kind !== "for") throw unrepresentable(source, environment);
  return loop;
}

function mentions(expression: Expression, variable: string): boolean {
  let found = false;
  walk(expression, (part) => {
    if (part.kind === "name" && part.name === variable) found = true;
  });
  return found;
}
