import type { Argument, Block } from "./block";

/**
 * Puts comments above the arguments and nested blocks of an element, and above what its `lifecycle` holds. Of
 * several blocks of one name the first is meant.
 *
 * @param on comments by the name of an argument or block
 * @param missing is told the names that nothing printed has
 */
export function withComments(
  blocks: readonly Block[],
  on: Readonly<Record<string, string>>,
  missing: (name: string) => void,
): readonly Block[] {
  return Object.entries(on).reduce((commented, [name, comment]) => {
    const next = inFirst(commented, (item) => within(item, name, comment));
    if (next === undefined) missing(name);
    return next ?? commented;
  }, blocks);
}

/** @returns the names that a comment may be given for */
export function namesIn(blocks: readonly Block[]): readonly string[] {
  return [...new Set(blocks.flatMap(({ body }) => body.flat().map(nameOf)))];
}

type Item = Argument | Block;

function within(parent: Block, name: string, comment: string): Block | undefined {
  return (
    changedIn(parent, (item) => (nameOf(item) === name ? { ...item, comment } : undefined)) ??
    changedIn(parent, (item) =>
      item.kind === "block" && item.type === "lifecycle" ? within(item, name, comment) : undefined,
    )
  );
}

function changedIn(parent: Block, change: (item: Item) => Item | undefined): Block | undefined {
  const body = inFirst(parent.body, (group) => inFirst(group, change));
  return body && { ...parent, body };
}

/** The list with its first item changed that `change` has a change for; undefined when there is none. */
function inFirst<T>(list: readonly T[], change: (item: T) => T | undefined): readonly T[] | undefined {
  for (const [index, item] of list.entries()) {
    const changed = change(item);
    if (changed !== undefined) return list.toSpliced(index, 1, changed);
  }
  return undefined;
}

function nameOf(item: Item): string {
  if (item.kind === "argument") return item.name;
  return item.type === "dynamic" ? (item.labels[0] ?? item.type) : item.type;
}
