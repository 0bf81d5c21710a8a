import type { Entry } from "./entries";
import { readers, type Sibling } from "./remote-state";

/**
 * Which stacks have outputs that another one reads without saying their names: as a whole, or by a name that is
 * computed (`lookup(data.….outputs, var.name)`). Such outputs cannot be renamed along.
 *
 * @returns name of the stack that is read → names of those that read it so
 */
export function readByComputedNames(
  stacks: readonly (Pick<Sibling, "stack"> & { readonly entries: readonly Entry[] })[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { stack, entries } of stacks) {
    const others = stacks.filter((other) => other.stack !== stack);
    const read = readers(
      entries,
      others.map((other) => ({ stack: other.stack, table: new Map() })),
    );
    if (read.size === 0) continue;
    const text = JSON.stringify(
      entries.map(({ value }) => value),
      (_, value) => (typeof value === "bigint" ? String(value) : value),
    );
    for (const [address, { stack: other }] of read)
      if (COMPUTED(address).test(text)) found.set(other.name, [...(found.get(other.name) ?? []), stack.name]);
  }
  return found;
}

// `….outputs.name` and `….outputs["name"]` are followed; in `depends_on` the address is all there is.
const COMPUTED = (address: string): RegExp =>
  new RegExp(
    `${address.replace(/[^\w]/g, "\\$&")}(?![\\w-])(?!\\.outputs(?:\\.[A-Za-z_]|\\[\\\\"[^"$%\\\\]+\\\\"\\]))(?!")`,
  );
