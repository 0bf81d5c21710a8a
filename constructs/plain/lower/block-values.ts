import { isTree, type Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import type { Environment } from "./contexts";

/**
 * What stands for blocks: Terraform's JSON takes one object, or a list of them, wherever a block may stand, and
 * cdktf's overrides count (`provisioner.0`).
 *
 * @param name of the block, for the message
 * @returns the arguments of each block; none where there is no value
 * @throws PlainformError when the value is anything else
 */
export function treesOf(value: unknown, name: string, { at }: Pick<Environment, "at">): readonly Values[] {
  if (value === undefined || value === null) return [];
  if (isTree(value)) return isCounted(value) ? treesOf(Object.values(value), name, { at }) : [value];
  // Arguments that an override adds to a list of blocks are nobody's: keys beside the items.
  if (Array.isArray(value) && Object.keys(value).length === value.length)
    return value.flatMap((item) => treesOf(item, name, { at }));
  throw new PlainformError({
    at,
    what: `${name} is a block, and its value cannot be one`,
    got: Array.isArray(value) ? `a list with ${Object.keys(value).join(", ")}` : String(value),
    expected: "an object, or a list of objects",
    fix: "give the arguments of the block as an object; for one of several, give its index too",
  });
}

/** @returns the label below each block, with what it holds: `{ s3: {…} }` */
export function labelledTrees(
  value: unknown,
  name: string,
  environment: Pick<Environment, "at">,
): readonly (readonly [string, Values])[] {
  return treesOf(value, name, environment).flatMap((tree) =>
    Object.entries(tree).flatMap(([label, inner]) =>
      treesOf(inner, `${name} "${label}"`, environment).map((values): readonly [string, Values] => [
        label,
        values,
      ]),
    ),
  );
}

/** Whether an object is a list as cdktf's overrides spell it: `{ 0: {…}, 1: {…} }`. */
export function isCounted(tree: Values): boolean {
  const keys = Object.keys(tree);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
}
