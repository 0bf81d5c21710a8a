import type { Values } from "../plain/cdktf/values";
import { PlainformError } from "../plain/errors";
import { IDENTIFIER } from "../plain/hcl";
import { isObject } from "./input/terraform-json";
import { stackNameOf } from "./settings";

/** What a module may refer to by name, and what it may not. */
export type EntryKind =
  | "resource"
  | "data"
  | "ephemeral"
  | "module"
  | "variable"
  | "output"
  | "local"
  | "provider"
  | "moved"
  | "import"
  | "removed"
  | "check";

/** One block of a Terraform JSON configuration (or one entry of its locals). */
export interface Entry {
  readonly kind: EntryKind;
  /** As Terraform refers to it: `aws_vpc.main`, `data.aws_ami.ubuntu`, `module.network`, `var.region`. */
  readonly address: string;
  /** Resource type; of what has none, the kind. */
  readonly type: string;
  readonly name: string;
  /** Of a local value the value itself, of all else the arguments. */
  readonly value: unknown;
  /** Ids of cdktf's constructs below the stack, outermost first; unknown where cdktf says nothing of it. */
  readonly path?: readonly string[];
}

/** How many labels the blocks of a kind have, and what their addresses begin with. */
const LABELLED = [
  { key: "resource", kind: "resource", labels: 2, prefix: "" },
  { key: "data", kind: "data", labels: 2, prefix: "data." },
  { key: "ephemeral", kind: "ephemeral", labels: 2, prefix: "ephemeral." },
  { key: "module", kind: "module", labels: 1, prefix: "module." },
  { key: "variable", kind: "variable", labels: 1, prefix: "var." },
  { key: "output", kind: "output", labels: 1, prefix: "output." },
  { key: "provider", kind: "provider", labels: 1, prefix: "provider." },
  { key: "check", kind: "check", labels: 1, prefix: "check." },
] as const;

/**
 * All blocks of a configuration, in the order of the file.
 *
 * @param at the file, for messages
 * @throws PlainformError where something is not a block although it stands in the place of one
 */
export function entriesOf(configuration: Values, at: string): readonly Entry[] {
  const labelled = LABELLED.flatMap(({ key, kind, labels, prefix }) =>
    blocksBelow(configuration[key], labels, key, at).map(([path, value]): Entry => {
      const [type = kind, name = type] = path;
      const isTyped = labels === 2;
      return {
        kind,
        address: `${prefix}${isTyped ? `${type}.${name}` : type}`,
        type: isTyped || kind === "provider" ? type : kind,
        name,
        value,
        ...pathOf(value, configuration),
      };
    }),
  );
  const locals = blocksBelow(configuration.locals, 0, "locals", at).flatMap(([, values]) =>
    Object.entries(values)
      .filter(([name]) => name !== "//")
      .map(
        ([name, value]): Entry => ({ kind: "local", address: `local.${name}`, type: "local", name, value }),
      ),
  );
  const unlabelled = (["moved", "import", "removed"] as const).flatMap((kind) =>
    blocksBelow(configuration[kind], 0, kind, at).map(
      ([, value]): Entry => ({ kind, address: kind, type: kind, name: kind, value }),
    ),
  );
  const entries = [...labelled, ...locals, ...unlabelled];
  blocksBelow(configuration.terraform, 0, "terraform", at);
  requireNames(entries, at);
  requireOnce(entries, at);
  return entries;
}

/** Terraform takes no other names; cdktf writes one for an id that begins with a digit. */
function requireNames(entries: readonly Entry[], at: string): void {
  const bad = entries.filter(({ name, type }) => !IDENTIFIER.test(name) || !IDENTIFIER.test(type));
  if (bad.length > 0)
    throw new PlainformError(
      bad.map(({ address, path }) => ({
        at,
        what: "Terraform does not accept this name",
        got: path === undefined ? address : `${address} (${path.join("/")})`,
        expected: "a letter or _, and then letters, digits, _ and -",
        fix: "give the construct an id that begins with a letter, and synthesise again",
      })),
    );
}

/** A list may hold the same name twice, which Terraform refuses too. */
function requireOnce(entries: readonly Entry[], at: string): void {
  const seen = new Set<string>();
  const twice = entries.filter(({ kind, address }) => {
    const isAgain = !MAY_REPEAT.has(kind) && seen.has(address);
    seen.add(address);
    return isAgain;
  });
  if (twice.length > 0)
    throw new PlainformError(
      twice.map(({ address }) => ({
        at,
        what: "one address is declared twice",
        got: address,
        fix: "remove one of them, or give it another name",
      })),
    );
}

const MAY_REPEAT: ReadonlySet<EntryKind> = new Set(["provider", "moved", "import", "removed"]);

/** The blocks below `labels` levels of names; at each level a list stands for several of the same. */
function blocksBelow(
  value: unknown,
  labels: number,
  place: string,
  at: string,
): (readonly [readonly string[], Values])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => blocksBelow(item, labels, place, at));
  if (!isObject(value))
    throw new PlainformError({
      at,
      what: `${place} is not a block`,
      got: JSON.stringify(value),
      expected: labels === 0 ? "an object with its arguments" : "an object with a name for each block",
      fix: "correct the file, or synthesise it again",
    });
  if (labels === 0) return [[[], value]];
  return Object.entries(value)
    .filter(([label]) => label !== "//")
    .flatMap(([label, inner]) =>
      blocksBelow(inner, labels - 1, `${place}.${label}`, at).map(
        ([rest, values]): readonly [readonly string[], Values] => [[label, ...rest], values],
      ),
    );
}

function pathOf(value: unknown, configuration: Values): Pick<Entry, "path"> {
  const comment = isObject(value) ? value["//"] : undefined;
  const metadata = isObject(comment) ? comment.metadata : undefined;
  const path = isObject(metadata) ? metadata.path : undefined;
  if (typeof path !== "string") return {};
  const ids = path.split("/");
  // A stack may stand in other constructs: a stage.
  return { path: ids.slice(ids.indexOf(stackNameOf(configuration) ?? "") + 1) };
}
