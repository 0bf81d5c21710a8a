import { list, record } from "./json";

/** One side of a difference. */
export type Side =
  | { readonly kind: "absent" | "unknown" | "sensitive" }
  | { readonly kind: "value"; readonly value: unknown };

/** A value that a plan would change, with what it is and what it would be. */
export interface Difference {
  /** Names and indices: `["root_block_device", 0, "volume_size"]`. */
  readonly path: readonly (string | number)[];
  readonly before: Side;
  readonly after: Side;
}

/** One value before and after, and what Terraform says of it. */
interface Both {
  readonly before: unknown;
  readonly after: unknown;
  /** True, or where below it is. */
  readonly unknown: unknown;
  readonly sensitive: readonly [before: unknown, after: unknown];
}

/**
 * What differs in a change of a plan. A value that is sensitive on either side is shown on neither.
 *
 * @param change of a resource or an output, as `terraform show -json` says it
 * @param path where it is
 */
export function differencesBetween(
  change: Readonly<Record<string, unknown>>,
  path: Difference["path"] = [],
): readonly Difference[] {
  const { before, after, after_unknown, before_sensitive, after_sensitive } = change;
  const found: Difference[] = [];
  const sensitive = [before_sensitive, after_sensitive] as const;
  compare({ before, after, unknown: after_unknown, sensitive }, path, found);
  return found;
}

function compare(both: Both, path: Difference["path"], found: Difference[]): void {
  const { before, after, unknown, sensitive } = both;
  const isUnknown = holdsTrue(unknown);
  if (!isUnknown && (isEmpty(before) ? isEmpty(after) : JSON.stringify(before) === JSON.stringify(after)))
    return;
  const add = (shown: (value: unknown) => Side) =>
    found.push({ path, before: shown(before), after: unknown === true ? { kind: "unknown" } : shown(after) });
  if (sensitive.includes(true)) add((value) => (isEmpty(value) ? ABSENT : { kind: "sensitive" }));
  else if (unknown !== true && areBoth(isList, both) && (isUnknown || !isPlain(both)))
    for (const index of indices(both)) compare(below(both, index), [...path, index], found);
  else if (unknown !== true && areBoth(isRecord, both))
    for (const name of names(both)) compare(below(both, name), [...path, name], found);
  // A list here and a map there: what is sensitive in one has no counterpart in the other.
  else if (sensitive.some(holdsTrue)) add((value) => (isEmpty(value) ? ABSENT : { kind: "sensitive" }));
  else add((value) => (isEmpty(value) ? ABSENT : { kind: "value", value }));
}

const ABSENT: Side = { kind: "absent" };

/** Terraform makes no difference between what is not set and what is empty where it is a list or a map. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of a kind both, or of that kind where there is one at all. */
function areBoth(isKind: (value: unknown) => boolean, { before, after, unknown }: Both): boolean {
  const values = [before, after].filter((value) => !isEmpty(value));
  return values.every(isKind) && (values.length > 0 || isKind(unknown));
}

/** A list of text and numbers reads best as a whole. */
function isPlain({ before, after, sensitive }: Both): boolean {
  const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;
  return [...list(before), ...list(after)].every(isScalar) && !sensitive.some(holdsTrue);
}

function below({ before, after, unknown, sensitive }: Both, step: string | number): Both {
  const at = (value: unknown): unknown =>
    typeof step === "number" ? list(value)[step] : ownOf(record(value), step);
  return {
    before: at(before),
    after: at(after),
    unknown: at(unknown),
    sensitive: [at(sensitive[0]), at(sensitive[1])],
  };
}

function ownOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function indices({ before, after, unknown }: Both): readonly number[] {
  const length = Math.max(list(before).length, list(after).length, list(unknown).length);
  return Array.from({ length }, (_, index) => index);
}

function names({ before, after, unknown }: Both): readonly string[] {
  return [...new Set([before, after, unknown].flatMap((value) => Object.keys(record(value))))].sort();
}

/** Whether a mark is set on a value or anywhere below it. */
export function holdsTrue(mark: unknown): boolean {
  if (mark === true) return true;
  return typeof mark === "object" && mark !== null && Object.values(mark).some(holdsTrue);
}
