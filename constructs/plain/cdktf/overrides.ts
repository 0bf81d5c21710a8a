import { Tokenization } from "cdktf";

type Tree = Record<string, unknown>;

/**
 * Merges overrides into a fragment of configuration by cdktf's own rules, so that an escape hatch means here
 * what it means in cdktf's JSON: objects are merged, lists are appended, undefined removes.
 */
export function mergeOverrides(target: Tree, overrides: Readonly<Tree>): Tree {
  const result: Tree = Array.isArray(target) ? ([...target] as unknown as Tree) : { ...target };
  for (const [key, value] of Object.entries(overrides)) {
    const present = result[key];
    if (value === undefined) delete result[key];
    else if (isTree(value))
      result[key] = mergeOverrides(isTree(present) || Array.isArray(present) ? (present as Tree) : {}, value);
    else if (Array.isArray(value) && Array.isArray(present)) result[key] = [...present, ...value];
    else result[key] = value;
  }
  return result;
}

/** A plain object: not a list, not a token. */
export function isTree(value: unknown): value is Tree {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !Tokenization.isResolvable(value)
  );
}
