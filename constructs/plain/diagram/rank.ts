import type { Picture } from "./picture";

type Ends = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * How long each arrow is to be, in steps from rank to rank, so that none leads behind what lies between: what an arrow
 * leaves or enters is passed as a whole.
 */
export function lengthsOf({
  places,
  boxes,
  arrows,
}: Pick<Picture, "places" | "boxes" | "arrows">): readonly number[] {
  const outer = new Map(places.map(({ id, within }) => [id, within]));
  const pathOf = (place: string | undefined): readonly string[] =>
    place === undefined ? [] : [...pathOf(outer.get(place)), place];
  const paths = new Map(boxes.map(({ ids, within }) => [ids[0] ?? "", pathOf(within)]));
  const inside = (place: string | undefined): readonly string[] =>
    place === undefined ? [] : [...paths].flatMap(([id, path]) => (path.includes(place) ? [id] : []));

  const later = new Map<string, Set<string>>();
  const isBefore = (one: string, other: string, seen = new Set<string>()): boolean => {
    if (one === other) return true;
    if (seen.has(one)) return false;
    seen.add(one);
    return [...(later.get(one) ?? [])].some((next) => isBefore(next, other, seen));
  };
  const add = (before: string, after: string): void => {
    // What goes round in a circle has no order.
    if (before === after || isBefore(after, before)) return;
    later.set(before, new Set([...(later.get(before) ?? []), after]));
  };
  for (const { from, to } of arrows) add(from, to);
  for (const { from, to } of arrows) {
    const [start, end] = [paths.get(from) ?? [], paths.get(to) ?? []];
    let shared = 0;
    while (start[shared] !== undefined && start[shared] === end[shared]) shared++;
    for (const id of inside(start[shared])) add(id, to);
    for (const id of inside(end[shared])) add(from, id);
  }
  const ranks = ranksOf(later);
  return arrows.map(({ from, to }) => Math.max(1, (ranks.get(to) ?? 0) - (ranks.get(from) ?? 0)));
}

/** As far to the front as what is before it allows; what nothing is before stands directly before its next. */
function ranksOf(later: Ends): ReadonlyMap<string, number> {
  const earlier = new Map<string, string[]>();
  for (const [one, others] of later)
    for (const other of others) earlier.set(other, [...(earlier.get(other) ?? []), one]);
  const ranks = new Map<string, number>();
  const rank = (id: string): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    const own = Math.max(-1, ...(earlier.get(id) ?? []).map(rank)) + 1;
    ranks.set(id, own);
    return own;
  };
  for (const id of [...later.keys(), ...earlier.keys()]) rank(id);
  for (const [id, others] of later)
    if (!earlier.has(id)) ranks.set(id, Math.min(...[...others].map((other) => ranks.get(other) ?? 0)) - 1);
  return ranks;
}
