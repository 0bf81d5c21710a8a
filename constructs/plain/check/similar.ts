import { closest, distance } from "fastest-levenshtein";

/**
 * The name that was probably meant.
 *
 * @returns the nearest of the names, or undefined when none is near enough to be a slip of the keyboard
 */
export function similar(name: string, names: Iterable<string>): string | undefined {
  const all = [...names];
  if (all.length === 0) return undefined;
  const found = closest(name, all);
  return distance(name, found) <= Math.max(1, Math.floor(name.length / 3)) ? found : undefined;
}
