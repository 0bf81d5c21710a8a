import { isTree } from "./values";

/** Spelling does not matter: `cidrBlock` and `cidr_block` are one argument. */
const normal = (name: string): string => name.replaceAll("_", "").toLowerCase();

/**
 * Sorts entries as the author wrote the keys. cdktf's generated classes list arguments alphabetically; what
 * the author did not write comes last, in cdktf's order.
 *
 * @param authored the configuration object as it was written, if known
 */
export function inAuthoredOrder<T>(
  entries: readonly (readonly [string, T])[],
  authored: unknown,
): readonly (readonly [string, T])[] {
  if (!isRecord(authored)) return entries;
  const ranks = new Map(Object.keys(authored).map((key, index) => [normal(key), index]));
  const rank = (name: string): number => ranks.get(normal(name)) ?? ranks.size;
  return [...entries].sort(([a], [b]) => rank(a) - rank(b));
}

/** An object, or a list of them, with its keys at every depth as the author wrote them. */
export function asAuthored(value: unknown, authored: unknown): unknown {
  if (!isRecord(authored)) return value;
  if (Array.isArray(value))
    return value.map((item, index) => asAuthored(item, Array.isArray(authored) ? authored[index] : authored));
  if (!isTree(value)) return value;
  const entries = inAuthoredOrder(Object.entries(value), authored);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, asAuthored(inner, authoredUnder(authored, key))]),
  );
}

/** @returns what the author wrote under an argument's name */
export function authoredUnder(authored: unknown, name: string): unknown {
  if (!isRecord(authored)) return undefined;
  const key = Object.keys(authored).find((candidate) => normal(candidate) === normal(name));
  return key === undefined ? undefined : authored[key];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
