import { readFileSync } from "node:fs";
import { PlainformError } from "../plain/errors";

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** @returns the object that a value is; an empty one for anything else */
export function record(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

/**
 * Reads a file that holds an object.
 * @throws PlainformError when it holds anything else
 */
export function readObject(file: string): Json {
  const problem = (what: string, got: string): PlainformError =>
    new PlainformError({ at: file, what, got, fix: "repair it, or have it written anew" });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw problem("it is not JSON", error instanceof Error ? error.message : String(error));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw problem("it holds no object", JSON.stringify(value).slice(0, 60));
  return value as Json;
}

/** @returns the list that a value is; an empty one for anything else */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
