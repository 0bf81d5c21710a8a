import { Token } from "cdktf";
import { isTree } from "./values";

/**
 * Keys in the default of a variable that cdktf wrote otherwise: it made all of them snake_case, but for what is below
 * `tags` and `environment`.
 *
 * @returns each key with what cdktf made of it
 */
export function changedKeys(variable: object): readonly (readonly [now: string, then: string])[] {
  return changedIn((variable as { readonly default?: unknown }).default);
}

function changedIn(value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap(changedIn);
  if (!isTree(value) || Token.isUnresolved(value)) return [];
  return Object.entries(value)
    .filter(([key]) => key !== "tags" && key !== "environment")
    .flatMap(([key, inner]) => {
      const then = formerKey(key);
      return [...(then === key ? [] : [[key, then] as const]), ...changedIn(inner)];
    });
}

function formerKey(key: string): string {
  return key
    .replace(/^[^A-Za-z0-9]*|[^A-Za-z0-9]*$/g, "")
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before}_${after.toLowerCase()}`)
    .replace(/[^A-Za-z0-9]+|_+/g, "_")
    .toLowerCase();
}
