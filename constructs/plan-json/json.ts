/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** @returns the object that a value is; an empty one for anything else */
export function record(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

/** @returns the list that a value is; an empty one for anything else */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
