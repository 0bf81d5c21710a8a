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
 * several resources has a file (`network.tf`). A construct that holds everything is no group: what is in it counts.
 *
 * @param elements everything in the module that has a place in the construct tree
 * @returns for an element's ids the name of its file; undefined where HashiCorp's style guide decides (`main.tf` …)
 */
export function filesByConstruct(
  elements: readonly Placeable[],
): (ids: readonly string[]) => string | undefined {
  const depth = sharedDepth(elements);
  const below = elements.map(({ ids, isResource }) => ({ ids: ids.slice(depth), isResource }));
  const elementsThemselves = new Set(below.filter(({ ids }) => ids.length === 1).map(({ ids }) => ids[0]));
  const sizes = new Map<string, number>();
  for (const { ids, isResource } of below) {
    const [group] = ids;
    if (group === undefined || ids.length < 2 || !isResource) continue;
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return (ids) => {
    const [group] = ids.slice(depth);
    if (group === undefined || elementsThemselves.has(group) || (sizes.get(group) ?? 0) < 2) return undefined;
    const name = snakeCase(group);
    return /^[a-z][a-z0-9_]*$/.test(name) && !RESERVED.test(name) ? `${name}.tf` : undefined;
  };
}

/** How many constructs there are around everything. */
function sharedDepth(elements: readonly Placeable[]): number {
  for (let depth = 0; ; depth += 1) {
    const ids = new Set(elements.map((element) => element.ids[depth]));
    if (ids.size !== 1 || elements.some((element) => element.ids.length < depth + 2)) return depth;
  }
}
