import type { Values } from "../lower/body-context";
import { isTree, mergeOverrides } from "./overrides";

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

/** @returns whether an override of a provider type means none but the `count` configurations that there are */
export function isProviderOverride(override: unknown, count: number): boolean {
  if (!isTree(override) && !Array.isArray(override)) return false;
  return Object.entries(override).every(
    ([key, own]) => !isIndex(key) || (isTree(own) && Number(key) < count),
  );
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);
