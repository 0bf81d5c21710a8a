import type { Evidence } from "./evidence";

/** One value that the two sides do not agree on. */
export interface Difference {
  /** What kind of fact: `planned value`, `configuration`, `edge` … */
  readonly aspect: string;
  /** Whose: `aws_vpc.main`, `output.id`. */
  readonly subject: string;
  /** Where in it: `tags.Name`. */
  readonly path: string;
  readonly first: unknown;
  readonly second: unknown;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Leaves that were held against each other. */
  readonly compared: number;
}

/** Compares two trees of evidence leaf by leaf. */
export function compareEvidence(first: Evidence, second: Evidence): Comparison {
  const differences: Difference[] = [];
  let compared = 0;
  const visit = (a: unknown, b: unknown, place: Omit<Difference, "first" | "second">): void => {
    if (isComposite(a) && isComposite(b) && Array.isArray(a) === Array.isArray(b)) {
      const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
      // Where a list or object is empty on both sides, that is a fact too.
      if (left.size === 0 && right.size === 0) compared += 1;
      for (const key of new Set([...left.keys(), ...right.keys()]))
        visit(left.get(key), right.get(key), {
          ...place,
          path: place.path === "" ? key : `${place.path}.${key}`,
        });
      return;
    }
    compared += 1;
    if (a !== b) differences.push({ ...place, first: a, second: b });
  };
  for (const aspect of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const [left, right] = [first[aspect] ?? {}, second[aspect] ?? {}];
    for (const subject of new Set([...Object.keys(left), ...Object.keys(right)]))
      visit(left[subject], right[subject], { aspect, subject, path: "" });
  }
  return { differences, compared };
}

function isComposite(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/**
 * A difference as a person reads it.
 * @param mask hides secrets
 */
export function describeDifference(
  difference: Difference,
  names: readonly [string, string],
  mask = (text: string): string => text,
): string {
  const { aspect, subject, path, first, second } = difference;
  const width = Math.max(...names.map((name) => name.length));
  return [
    `${subject}${path === "" ? "" : `  ${path}`}  (${aspect})`,
    `  ${names[0].padEnd(width)}  ${mask(shown(first))}`,
    `  ${names[1].padEnd(width)}  ${mask(shown(second))}`,
  ].join("\n");
}

function shown(value: unknown): string {
  const text = value === undefined ? "(not there)" : JSON.stringify(value);
  return text.length > 600 ? `${text.slice(0, 600)}… (${text.length} characters)` : text;
}
