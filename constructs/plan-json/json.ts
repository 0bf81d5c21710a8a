import { readFileSync } from "node:fs";
import { PlainformError } from "../plain/errors";

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** @returns the object that a value is; an empty one for anything else */
export function record(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

/**
 * Reads a file of JSON.
 * @throws PlainformError when it is none
 */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw broken(file, "it is not JSON", error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads a file that holds an object.
 * @throws PlainformError when it holds anything else
 */
export function readObject(file: string): Json {
  const value = readJson(file);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw broken(file, "it holds no object", JSON.stringify(value).slice(0, 60));
  return value as Json;
}

function broken(file: string, what: string, got: string): PlainformError {
  return new PlainformError({ at: file, what, got, fix: "repair it, or have it written anew" });
}

/** @returns the list that a value is; an empty one for anything else */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
