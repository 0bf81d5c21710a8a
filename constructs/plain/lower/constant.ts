import { Token } from "cdktf";
import { encodesMap } from "../cdktf/tokens";
import { isTree } from "../cdktf/values";
import { PlainformError } from "../errors";
import { type Expression, flat, str } from "../hcl";
import { walk } from "../hcl/walk";
import type { Environment } from "./contexts";
import { oneLevelDeeper } from "./levels";
import { lowerValue } from "./value";

/**
 * Lowers a value that stands where Terraform evaluates nothing: a variable's default, a description, a tfvars
 * file. As in Terraform's JSON, text there is no template: `${x}` is four characters.
 *
 * @throws PlainformError when the value refers to something
 */
export function lowerConstant(value: unknown, environment: Environment): Expression {
  if (Array.isArray(value) && !Token.isUnresolved(value))
    return oneLevelDeeper(environment, () => ({
      kind: "tuple",
      items: value.map((item) => lowerConstant(item ?? null, environment)),
    }));
  if (isTree(value) && Object.getPrototypeOf(value) === Object.prototype && !encodesMap(value))
    return oneLevelDeeper(environment, () => ({ kind: "object", entries: entriesOf(value, environment) }));
  if (typeof value === "string" && !Token.isUnresolved(value)) {
    // For its refusal of what cannot be written at all.
    if (!value.isWellFormed()) return lowerValue(value, environment);
    return str(value);
  }
  return refusingReferences(lowerValue(value, environment), environment);
}

function entriesOf(values: Readonly<Record<string, unknown>>, environment: Environment) {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key: str(key), value: lowerConstant(value, environment) }));
}

function refusingReferences(expression: Expression, { at }: Environment): Expression {
  if (!isVarying(expression)) return expression;
  throw new PlainformError({
    at,
    what: "a value that has to be constant refers to something",
    got: flat(expression),
    expected: "a literal: text, a number, a boolean, null, or lists and maps of these",
    fix: "put it in a local value; for a variable, make the default null and use coalesce()",
  });
}

/** @returns whether an expression is more than a literal: what it is depends on something */
export function isVarying(expression: Expression): boolean {
  let varies = false;
  walk(expression, ({ kind }) => {
    varies ||= VARYING.has(kind);
  });
  return varies;
}

const VARYING: ReadonlySet<Expression["kind"]> = new Set(["name", "traversal", "call", "for", "template"]);
