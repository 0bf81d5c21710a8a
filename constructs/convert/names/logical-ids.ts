import { createHash } from "node:crypto";

/** A hash that cdktf puts behind a name: eight hexadecimal digits in capitals. */
const HASHED = /^(.+)_[0-9A-F]{8}$/;

/**
 * Whether cdktf made a name from a construct's path, or the author chose it (`overrideLogicalId`).
 *
 * Follows cdktf's own rule (`makeUniqueId`, cdktf 0.21), with and without the two settings in `cdktf.json` that
 * change it, as older apps have them: `excludeStackIdFromLogicalIds` and `allowSepCharsInLogicalIds`.
 *
 * @param path ids of the constructs below the stack, the element's own last
 */
export function isAllocated(name: string, path: readonly string[], stackName: string): boolean {
  return [path, [stackName, ...path]].some((ids) =>
    [true, false].some((sep) => allocated(ids, sep) === name),
  );
}

function allocated(path: readonly string[], keepSeparators: boolean): string {
  const ids = path.filter((id) => id !== "Default");
  const [only] = ids;
  const allowed = keepSeparators ? /[^A-Za-z0-9_-]/g : /[^A-Za-z0-9]/g;
  const clean = (id: string): string => id.replace(allowed, "");
  if (only === undefined) return "";
  if (ids.length === 1) return clean(only);
  const hash = createHash("md5").update(ids.join("/")).digest("hex").slice(0, 8).toUpperCase();
  const words: string[] = [];
  for (const id of ids) if (!words.at(-1)?.endsWith(id)) words.push(id);
  const human = words
    .filter((id) => id !== "Resource")
    .map(clean)
    .join("_");
  return `${human.slice(0, 240)}_${hash}`;
}

/** A name without cdktf's hash; undefined when it has none. */
export function withoutHash(name: string): string | undefined {
  return HASHED.exec(name)?.[1];
}
