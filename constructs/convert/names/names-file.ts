import { existsSync, readFileSync } from "node:fs";
import { PlainformError } from "../../plain/errors";
import { isObject } from "../input/terraform-json";
import type { AddressTable } from "./new-names";

/** Stack → its table of names. */
export type NamesByStack = ReadonlyMap<string, AddressTable>;

/** The file beside the trees that keeps the names, so that a second run gives the same. */
export const NAMES_FILE = "names.json";

/**
 * Reads names: `{ "<stack>": { "<old address>": "<new address>" } }`, or the inner object where there is one stack.
 *
 * @param stacks names of the stacks that are converted
 * @returns empty when `isOptional` and there is no such file
 * @throws PlainformError when it is not of that form
 */
export function readNames(file: string, stacks: readonly string[], isOptional = false): NamesByStack {
  if (isOptional && !existsSync(file)) return new Map();
  const content = parse(file);
  const isFlat = Object.values(content).every((value) => typeof value === "string");
  const [only, ...others] = stacks;
  if (isFlat && only !== undefined && others.length === 0) return new Map([[only, tableOf(content, file)]]);
  const entries = Object.entries(content).map(([stack, names]) => {
    if (!isObject(names)) throw bad(file, `${JSON.stringify(names)} for ${stack}`);
    return [stack, tableOf(names, file)] as const;
  });
  return new Map(entries);
}

/** The text of the file that `readNames` reads back. */
export function formatNames(names: NamesByStack): string {
  const sorted = [...names]
    .filter(([, table]) => table.size > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stack, table]) => [stack, Object.fromEntries([...table].sort(([a], [b]) => (a < b ? -1 : 1)))]);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function parse(file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw bad(file, error instanceof Error ? error.message : String(error));
  }
  if (!isObject(content)) throw bad(file, JSON.stringify(content));
  return content;
}

function tableOf(names: Readonly<Record<string, unknown>>, file: string): AddressTable {
  return new Map(
    Object.entries(names).map(([from, to]) => {
      if (typeof to !== "string") throw bad(file, `${JSON.stringify(to)} for ${from}`);
      return [from, to] as const;
    }),
  );
}

function bad(file: string, got: string): PlainformError {
  return new PlainformError({
    at: file,
    what: "this is not a table of names",
    got,
    expected: '{ "<stack>": { "aws_vpc.net_vpc_1A2B3C4D": "aws_vpc.main" } }',
    fix: `correct it, or take the ${NAMES_FILE} that a conversion has written as an example`,
  });
}
