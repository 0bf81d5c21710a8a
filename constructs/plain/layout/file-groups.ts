import { snakeCase } from "./name-candidates";

/** An element as far as the choice of its file goes. */
export interface Placeable {
  /** Ids of the constructs below the stack, outermost first, the element's own last. */
  readonly ids: readonly string[];
  /** Resources make a group worth a file of its own; variables and the like go along. */
  readonly isResource: boolean;
}

// Files with a meaning of their own, and what Terraform merges into others.
const RESERVED = /^(?:variables|outputs|providers|terraform|versions|backend|moved|override|.*_override)$/;

/**
 * Which file an element belongs to where the author named none: a top-level construct of the author's own that holds
 * several resources has a file (`network.tf`). A construct around all resources is no group: what is in it counts.
 *
 * @param elements everything in the module that has a place in the construct tree
 * @returns for an element's ids the name of its file; undefined where HashiCorp's style guide decides (`main.tf` …)
 */
export function filesByConstruct(
  elements: readonly Placeable[],
): (ids: readonly string[]) => string | undefined {
  const resources = elements.filter(({ isResource }) => isResource).map(({ ids }) => ids);
  const around = sharedScopes(resources);
  const isWithin = (ids: readonly string[]): boolean => around.every((id, depth) => ids[depth] === id);
  const below = resources.map((ids) => ids.slice(around.length));
  const elementsThemselves = new Set(
    elements
      .filter(({ ids }) => ids.length === around.length + 1 && isWithin(ids))
      .map(({ ids }) => ids.at(-1)),
  );
  const sizes = new Map<string, number>();
  for (const [group, ...rest] of below)
    if (group !== undefined && rest.length > 0) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return (ids) => {
    const group = isWithin(ids) ? ids[around.length] : undefined;
    if (group === undefined || elementsThemselves.has(group) || (sizes.get(group) ?? 0) < 2) return undefined;
    const name = snakeCase(group);
    return /^[a-z][a-z0-9_]*$/.test(name) && !RESERVED.test(name) ? `${name}.tf` : undefined;
  };
}

/** The constructs around all resources, outermost first. */
function sharedScopes(resources: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = resources;
  const length = first.findIndex((id, depth) =>
    resources.some((ids) => ids[depth] !== id || ids.length < depth + 2),
  );
  return first.slice(0, Math.max(length, 0));
}
