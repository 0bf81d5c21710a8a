import { PlainformError } from "../../plain/errors";
import { IDENTIFIER } from "../../plain/hcl";
import { byPath, nameCandidates, snakeCase } from "../../plain/layout/name-candidates";
import { outputNames } from "../../plain/layout/output-names";
import type { Entry, EntryKind } from "../entries";
import { isAllocated, withoutHash } from "./logical-ids";

/** Old address → new address, of everything that gets another name. */
export type AddressTable = ReadonlyMap<string, string>;

export interface NamingOptions {
  /** What cdktf calls the stack, whose names may have hashes; undefined for JSON of another origin, whose names stay. */
  readonly stackName: string | undefined;
  /** Variables and outputs keep their names. */
  readonly keepInterface?: boolean;
  /** Outputs keep their names. @default as keepInterface says */
  readonly keepOutputs?: boolean;
  /** Old address → new address as the user or an earlier run has it; these win. */
  readonly given?: AddressTable;
}

const NAMED: ReadonlySet<EntryKind> = new Set([
  "resource",
  "data",
  "ephemeral",
  "module",
  "variable",
  "output",
  "local",
]);

/**
 * Gives everything that has a hash in its name the name that a hand would have given.
 *
 * The rule is that of `PlainStack`: the construct's path, shortened (`nameCandidates`); where two could have the same,
 * the first by path has it (`byPath`) and the other the longer. No name is taken that something else of the type
 * had before: a `moved` block cannot move to a place that another one still leaves.
 *
 * @throws PlainformError for a given name that is not an address, is of another type, is not there, is taken, or is
 * given twice
 */
export function newNames(entries: readonly Entry[], options: NamingOptions): AddressTable {
  const named = entries.filter(({ kind }) => NAMED.has(kind));
  const given = options.given ?? new Map<string, string>();
  requireGood(given, named);
  const kept = new Set(named.filter((entry) => isKept(entry, options)).map(({ address }) => address));
  requireFree(given, kept);
  const reserved = new Map(named.map(({ address }) => [address, address]));
  const taken = new Set(given.values());
  const table = new Map<string, string>();
  const waiting: Waiting[] = [];
  for (const entry of named) {
    const fixed = given.get(entry.address);
    if (fixed !== undefined) table.set(entry.address, fixed);
    else if (kept.has(entry.address)) taken.add(entry.address);
    else waiting.push({ entry, candidates: candidatesFor(entry).filter((name) => IDENTIFIER.test(name)) });
  }
  for (const { entry, candidates } of waiting.sort((a, b) => byPath(a.candidates, b.candidates))) {
    const isFree = (address: string): boolean =>
      !taken.has(address) && (reserved.get(address) ?? entry.address) === entry.address;
    const address = firstFree(entry, candidates, isFree);
    taken.add(address);
    table.set(entry.address, address);
  }
  return new Map(
    named.flatMap(({ address }) => {
      const now = table.get(address) ?? address;
      return now === address ? [] : [[address, now]];
    }),
  );
}

function isKept(entry: Entry, { stackName, keepInterface, keepOutputs }: NamingOptions): boolean {
  if (stackName === undefined) return true;
  const isInterface = entry.kind === "variable" || entry.kind === "output";
  if (isInterface && keepInterface) return true;
  if (entry.kind === "output" && keepOutputs) return true;
  // A name that the author chose.
  if (entry.path !== undefined) return !isAllocated(entry.name, entry.path, stackName);
  if (isInterface && entry.name.startsWith(CROSS_STACK_OUTPUT)) return false;
  if (isCrossStackInput(entry)) return false;
  return withoutHash(entry.name) === undefined;
}

// What cdktf adds for a reference to another stack has no construct of the author's (cdktf 0.21, TerraformStack).
const CROSS_STACK_OUTPUT = "cross-stack-output-";
const CROSS_STACK_INPUT = "cross-stack-reference-input-";

function isCrossStackInput({ type, name }: Entry): boolean {
  return type === "terraform_remote_state" && name.startsWith(CROSS_STACK_INPUT);
}

interface Waiting {
  readonly entry: Entry;
  readonly candidates: readonly string[];
}

function firstFree(
  entry: Entry,
  candidates: readonly string[],
  isFree: (address: string) => boolean,
): string {
  const found = candidates.map((name) => addressWith(entry, name)).find(isFree);
  if (found !== undefined) return found;
  const longest = candidates.at(-1) ?? snakeCase(`x_${entry.name}`);
  for (let number = 2; ; number += 1) {
    const numbered = addressWith(entry, `${longest}_${number}`);
    if (isFree(numbered)) return numbered;
  }
}

function candidatesFor(entry: Entry): readonly string[] {
  const { kind, path, name, address, value } = entry;
  const prefix = address.slice(0, address.lastIndexOf("."));
  if (isCrossStackInput(entry)) return nameCandidates([name.slice(CROSS_STACK_INPUT.length)], prefix);
  if (path !== undefined) return nameCandidates(path, prefix);
  if (kind === "output" && name.startsWith(CROSS_STACK_OUTPUT)) return crossStackNames(value);
  return nameCandidates([withoutHash(name) ?? name], kind);
}

/** `cross-stack-output-aws_vpcmainid` says it with the value that it has: `vpc_id`, `public_subnet_id`. */
function crossStackNames(value: unknown): readonly string[] {
  const expression = String((value as { readonly value?: unknown }).value ?? "");
  const [, reference = "output"] = /^\$\{([\w.[\]"*-]+)\}$/.exec(expression) ?? [];
  return outputNames(reference, (name) => withoutHash(name) ?? name);
}

function addressWith({ address }: Entry, name: string): string {
  return `${address.slice(0, address.lastIndexOf("."))}.${name}`;
}

/** @param kept addresses that stay as they are, unless they are given another too */
function requireFree(given: AddressTable, kept: ReadonlySet<string>): void {
  const problems = [...given]
    .filter(([from, to]) => to !== from && kept.has(to) && !given.has(to))
    .map(([from, to]) => ({
      at: "--names",
      what: "a name is given that something else has",
      got: `${to}, to ${from}`,
      fix: "choose another, or give that one another name too",
    }));
  if (problems.length > 0) throw new PlainformError(problems);
}

function requireGood(given: AddressTable, named: readonly Entry[]): void {
  const addresses = new Set(named.map(({ address }) => address));
  const places = new Map<string, string>();
  const problems = [...given].flatMap(([from, to]) => {
    const cut = (address: string): string => address.slice(0, address.lastIndexOf("."));
    const other = places.get(to);
    places.set(to, from);
    if (!addresses.has(from))
      return [
        { what: "a name is given to something that does not exist", got: from, fix: "correct or remove it" },
      ];
    if (cut(from) !== cut(to) || !IDENTIFIER.test(to.slice(cut(to).length + 1)))
      return [
        {
          what: `the new address is not valid for ${from}`,
          got: to,
          expected: `${cut(from)}.<name>, with letters, digits, _ and -`,
          fix: "only the name can change, not the type",
        },
      ];
    if (other !== undefined)
      return [
        { what: "one name is given twice", got: `${to}, to ${other} and ${from}`, fix: "choose another" },
      ];
    return [];
  });
  if (problems.length > 0)
    throw new PlainformError(problems.map((problem) => ({ at: "--names", ...problem })));
}
