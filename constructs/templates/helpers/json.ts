import { PlainformError } from "../../plain/errors";
import { describe, scalar } from "./scalar";

/**
 * `{{json x}}`: the value as JSON on one line, keys in the author's order.
 *
 * What `JSON.stringify` would quietly drop or change (undefined, functions, NaN, dates) is refused.
 */
export function jsonText(value: unknown): string {
  check(value, "value", []);
  return JSON.stringify(value).replace(/(?<=[$%])\{/g, "\\u007b");
}

function check(value: unknown, path: string, above: readonly unknown[]): void {
  if (value === null) {
    return;
  }
  if (typeof value !== "object") {
    refuseUnless(["string", "number", "boolean"].includes(typeof value), path, value);
    scalar(value);
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  refuseUnless(plain && !above.includes(value), path, value);
  for (const [key, child] of Object.entries(value)) {
    check(child, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, [...above, value]);
  }
}

function refuseUnless(condition: boolean, path: string, value: unknown): void {
  if (!condition) {
    throw new PlainformError({
      what: `${path} has no JSON form`,
      got: describe(value),
      expected: "strings, finite numbers, booleans, null, and lists and plain objects of them",
    });
  }
}
