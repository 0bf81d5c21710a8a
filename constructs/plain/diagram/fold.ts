import type { Arrow } from "./arrows";
import type { Line } from "./details";
import type { Place } from "./places";

/** Resources of one type that are drawn as one. */
export interface Box {
  readonly ids: readonly string[];
  readonly type: string;
  readonly word: string;
  readonly names: readonly string[];
  readonly details: readonly Line[];
  readonly within?: string;
}

/** What is drawn as one: what only its name tells apart, or more than that where there is too much to see. */
export type Folding = "alike" | "by type and place" | "by type and outer place" | "by type";

interface Parts {
  readonly places: readonly Place[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/**
 * Draws as one what is to be.
 *
 * @param most boxes and ends outside; what is left over is one more box
 */
export function fold(parts: Parts, folding: Folding, most = Number.POSITIVE_INFINITY): Parts {
  const { places, boxes, arrows } = parts;
  const placeOf = (box: Box): string | undefined => {
    if (folding === "by type and outer place") return outermost(box.within, places);
    return folding === "by type" ? undefined : box.within;
  };
  const ends = folding === "alike" ? endsOf(arrows) : new Map<string, string[]>();
  const groups = new Map<string, Box>();
  for (const box of boxes) {
    const within = placeOf(box);
    const own = box.ids.flatMap((id) => ends.get(id) ?? []).sort();
    const key = JSON.stringify([box.type, within, own]);
    const known = groups.get(key);
    const placed = { ...box, within };
    groups.set(key, known === undefined ? placed : joined(known, placed));
  }
  const all = [...groups.values()];
  const shown = all.slice(0, most - 1);
  const rest = all.slice(most - 1);
  const folded = rest.length > 1 ? [...shown, others(rest)] : all;
  const used = new Set<string>();
  for (const { within } of folded)
    for (let place = within; place !== undefined; place = places.find(({ id }) => id === place)?.within)
      used.add(place);
  return {
    places: places.filter(({ id }) => used.has(id)),
    boxes: folded,
    arrows: between(folded, arrows, most - folded.length),
  };
}

function joined(one: Box, other: Box): Box {
  const isSame = JSON.stringify(one.details) === JSON.stringify(other.details);
  return {
    ...one,
    ids: [...one.ids, ...other.ids],
    names: [...one.names, ...other.names],
    details: isSame ? one.details : [],
  };
}

function others(boxes: readonly Box[]): Box {
  const ids = boxes.flatMap((box) => box.ids);
  return { ids, type: "", word: `${ids.length} more`, names: [`of ${boxes.length} types`], details: [] };
}

function outermost(place: string | undefined, places: readonly Place[]): string | undefined {
  const outer = places.find(({ id }) => id === place)?.within;
  return outer === undefined ? place : outermost(outer, places);
}

/** What an arrow says of each of its ends. */
function endsOf(arrows: readonly Arrow[]): ReadonlyMap<string, string[]> {
  const ends = new Map<string, string[]>();
  const add = (id: string, end: string): void => void ends.set(id, [...(ends.get(id) ?? []), end]);
  for (const { from, to, labels } of arrows) {
    add(from, `to ${to} ${labels.join()}`);
    add(to, `from ${from} ${labels.join()}`);
  }
  return ends;
}

/** The arrows between boxes, each once; of those outside no more than there is room for. */
function between(boxes: readonly Box[], arrows: readonly Arrow[], room: number): readonly Arrow[] {
  const idOf = new Map(boxes.flatMap(({ ids }) => ids.map((id) => [id, ids[0] ?? ""] as const)));
  const found = new Map<string, Arrow>();
  const outside = new Set<string>();
  for (const { from, to, labels, isTraffic } of arrows) {
    const [start, end] = [idOf.get(from) ?? from, idOf.get(to) ?? to];
    if (start === end) continue;
    const stranger = [start, end].find((it) => !idOf.has(it));
    if (stranger !== undefined && !outside.has(stranger)) {
      if (outside.size >= Math.max(room, 0)) continue;
      outside.add(stranger);
    }
    const key = `${start}\n${end}`;
    const known = found.get(key);
    found.set(key, {
      from: start,
      to: end,
      labels: [...new Set([...(known?.labels ?? []), ...labels])],
      isTraffic: isTraffic || known?.isTraffic === true,
    });
  }
  return [...found.values()];
}
