import { PlainformError } from "../errors";
import { type Expression, type ForExpression, type Foreign, HclSyntaxError, parseExpression } from "../hcl";
import { walk } from "../hcl/walk";
import type { Environment } from "./contexts";

/**
 * A `for` expression around the parts of one of cdktf's loops. Text in them is Terraform, and may say more than
 * a value: `val.id if val.active`. A part that is no text, and the collection, are null here.
 */
export function loopAsWritten(
  key: unknown,
  value: unknown,
  foreign: readonly Foreign[],
  environment: Environment,
): ForExpression {
  const text = (part: unknown): string => (typeof part === "string" ? part : "null");
  const source =
    key === undefined
      ? `[for key, val in null : ${text(value)}]`
      : `{for key, val in null : ${text(key)} => ${text(value)}}`;
  try {
    const loop = parseExpression(source, ...foreign);
    if (loop.kind === "for") return loop;
  } catch (error) {
    if (!(error instanceof HclSyntaxError)) throw error;
  }
  throw notTerraform(key === undefined ? [value] : [key, value], environment);
}

function notTerraform(parts: readonly unknown[], { at }: Environment): PlainformError {
  const written = parts
    .filter((part) => typeof part === "string")
    .map((part) => JSON.stringify(part.replace(/\$\{TfToken\[[^\]]*\]\}/g, () => "${…}")));
  return new PlainformError({
    at,
    what: "what an iterator is to give for each element is not a Terraform expression",
    got: written.join(" and "),
    expected:
      "of dynamic(), an object; of forExpressionForList() and forExpressionForMap(), Terraform: val.id, upper(val)",
    fix: 'write text as a template, with its quotes: "\\"x-${val}\\""; or write the loop yourself: hcl.list`[for x in ${list} : "x-\\${x}"]`',
  });
}

/** Leaves out the name for the key of each element where nothing in the loop uses it. */
export function withoutUnusedKey(loop: ForExpression): ForExpression {
  const { keyName: _, ...withoutKey } = loop;
  const usesKey = [loop.key, loop.value, loop.condition].some((used) => used && mentions(used, "key"));
  return usesKey ? loop : withoutKey;
}

function mentions(expression: Expression, variable: string): boolean {
  let found = false;
  walk(expression, (part) => {
    if (part.kind === "name" && part.name === variable) found = true;
  });
  return found;
}
