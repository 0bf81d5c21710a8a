/**
 * A list with each item changed, or the list itself when nothing in it is: most of what is walked through stays as it
 * is, and a copy of all of it would only be thrown away.
 */
export function mapShared<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index] as T;
    const now = change(item);
    if (now !== item && changed === undefined) changed = list.slice();
    if (changed !== undefined) changed[index] = now;
  }
  return changed ?? list;
}
