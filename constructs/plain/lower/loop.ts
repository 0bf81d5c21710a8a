import { type Expression, type ForExpression, type Foreign, parseExpression } from "../hcl";
import { walk } from "../hcl/walk";
import type { Environment } from "./contexts";
import { parsing, unrepresentable } from "./text";

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
  const loop = parsing(source, environment, () => parseExpression(source, ...foreign));
  if (loop.kind !== "for") throw unrepresentable(source, environment);
  return loop;
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
