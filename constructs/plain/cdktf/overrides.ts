import type { TerraformStack } from "cdktf";
import { isTree, type Values } from "./values";

/**
 * Merges overrides into a fragment of configuration by cdktf's own rules, so that an escape hatch means here
 * what it means in cdktf's JSON: objects are merged, lists are appended, undefined removes.
 */
export function mergeOverrides(target: Values, overrides: Values): Record<string, unknown> {
  // Nearly always: no one overrides anything.
  if (!Array.isArray(target) && Object.keys(overrides).length === 0) return target as Record<string, unknown>;
  const result: Record<string, unknown> = Array.isArray(target)
    ? ([...target] as unknown as Record<string, unknown>)
    : { ...target };
  for (const [key, value] of Object.entries(overrides)) {
    const present = result[key];
    if (value === undefined) delete result[key];
    else if (isTree(value))
      result[key] = mergeOverrides(
        isTree(present) || Array.isArray(present) ? (present as Values) : {},
        value,
      );
    else if (Array.isArray(value) && Array.isArray(present)) result[key] = [...present, ...value];
    else result[key] = value;
  }
  return result;
}

/** What `addOverride` was told on a stack itself; the property is private in cdktf's types. */
export function stackOverrides(stack: TerraformStack): Values {
  return (stack as unknown as { readonly rawOverrides: Values }).rawOverrides;
}

/**
 * What the overrides of a stack say about one of its provider configurations. cdktf's JSON has a list of them
 * for each type: `provider.aws.0.region` is the first's, a list gives each its own, and `provider.aws.region` is
 * meant for all.
 *
 * @param override what stands under `provider.<type>`
 * @param index place of the configuration among those of its type
 */
export function providerOverride(override: unknown, index: number): Values {
  if (!isTree(override) && !Array.isArray(override)) return {};
  const entries = Object.entries(override);
  const forAll = Object.fromEntries(entries.filter(([key]) => !isIndex(key)));
  const own = entries.find(([key]) => key === String(index))?.[1];
  return isTree(own) ? mergeOverrides(forAll, own) : forAll;
}

/**
 * Whether an override of a provider type speaks only of configurations that exist.
 * @param count number of the configurations of that type
 */
export function isProviderOverride(override: unknown, count: number): boolean {
  if (!isTree(override) && !Array.isArray(override)) return false;
  return Object.entries(override).every(
    ([key, own]) => !isIndex(key) || (isTree(own) && Number(key) < count),
  );
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);
