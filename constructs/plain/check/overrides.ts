import { isProviderOverride } from "../cdktf/overrides";
import { isTree, type Values } from "../cdktf/values";
import type { Problem } from "../errors";

/** How deep in an override the address of an element ends, and what the address begins with. */
const KINDS: ReadonlyMap<string, { readonly labels: number; readonly prefix: string }> = new Map([
  ["resource", { labels: 2, prefix: "" }],
  ["data", { labels: 2, prefix: "data." }],
  ["ephemeral", { labels: 2, prefix: "ephemeral." }],
  ["variable", { labels: 1, prefix: "var." }],
  ["output", { labels: 1, prefix: "output." }],
  ["module", { labels: 1, prefix: "module." }],
  ["provider", { labels: 1, prefix: "provider." }],
  ["check", { labels: 1, prefix: "check." }],
]);

/** Something that an override of the stack says, and that belongs to no element. */
export interface LooseOverride {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly content: unknown;
}

/**
 * The overrides of a stack that change no element: cdktf's JSON takes any text anywhere.
 * @param declared addresses of the module's elements
 */
export function looseOverrides(overrides: Values, declared: Iterable<string>): readonly LooseOverride[] {
  // An override of a provider is one of all its configurations, unless it counts them.
  const configurations = [...declared].map((address) => address.replace(/^(provider\.[^.]+)\..*/, "$1"));
  const addresses = new Set(configurations);
  const isMeant = (address: string, content: unknown): boolean => {
    if (!addresses.has(address)) return false;
    if (!address.startsWith("provider.")) return isTree(content);
    const count = configurations.filter((other) => other === address).length;
    return isProviderOverride(content, count);
  };
  return Object.entries(overrides).flatMap(([kind, tree]) => {
    if (kind === "terraform") return [];
    const { labels, prefix } = KINDS.get(kind) ?? { labels: 0, prefix: "" };
    return pathsOf(tree, labels)
      .filter((path) => labels === 0 || !isMeant(prefix + path.labels.join("."), path.content))
      .map((path) => ({ kind, ...path }));
  });
}

/** The problem of an override that nothing comes of: a module of several files has no place for it. */
export function overrideProblem({ kind, labels }: LooseOverride, at: string): Problem {
  return {
    at,
    what: "an override of the stack changes no element",
    got: [kind, ...labels].join("."),
    expected: "the path of an argument of an element, or of the terraform block",
    fix: "create the element with its class, with Moved, Import, Removed or Check, and override that",
  };
}

interface Path {
  readonly labels: readonly string[];
  readonly content: unknown;
}

function pathsOf(tree: unknown, depth: number, labels: readonly string[] = []): Path[] {
  if (depth === 0 || !isTree(tree)) return [{ labels, content: tree }];
  return Object.entries(tree).flatMap(([label, inner]) => pathsOf(inner, depth - 1, [...labels, label]));
}
