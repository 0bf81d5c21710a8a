import { nameProblems } from "../plain/check/names";
import { Problems } from "../plain/check/problems";
import { unknownArguments } from "../plain/check/unknown-arguments";
import { PlainformError } from "../plain/errors";
import { type Block, block, printFile, valueIn } from "../plain/hcl";
import { filesFor, type Placeable } from "../plain/layout/file-groups";
import { DEFAULT_REQUIRED_VERSION, requiredVersionWith, sinceMinor } from "../plain/layout/required-version";
import { movedBlock } from "../plain/lower/moved-block";
import { serviceOf } from "../plain/providers/services";
import { NO_SHAPES, type Shapes } from "../plain/providers/shape";
import type { SourceFile } from "../plain/synth/folder-files";
import { terraformBlock } from "../plain/synth/settings";
import { type AssetFolder, Assets } from "./assets";
import { type Converted, convertEntry, environmentOf } from "./blocks";
import type { Entry } from "./entries";
import { withArgument } from "./input/argument-path";
import { saidOnce } from "./input/said-once";
import type { StackInput } from "./input/stacks";
import type { AddressTable } from "./names/new-names";
import { type RemoteOutputs, renamed, renamedIn } from "./names/rename";
import { inOrderOfReading, type Ordered, referencesOf } from "./order";
import type { SchemaLookup } from "./schema/lookup";
import { distinctSecrets, type PlainSecret, secretsInFiles, sensitiveLiterals } from "./secrets";
import { settingsOf } from "./settings";

/** A root module as HCL, file by file. */
export interface RootModule {
  /** File name → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly assets: readonly SourceFile[];
  readonly assetFolders: readonly AssetFolder[];
  /** Folders of assets that are named in the JSON and are not there. */
  readonly missingAssets: readonly string[];
  /** Old address → new address, of what has a state to keep. */
  readonly moved: AddressTable;
  /** What is in plain text and should not be, by address and argument. */
  readonly secrets: readonly PlainSecret[];
}

export interface RootModuleOptions {
  readonly table: AddressTable;
  readonly outputs: RemoteOutputs;
  readonly lookup: SchemaLookup;
  /** The folder that the tree is for. */
  readonly tree: string;
  readonly keepAssetPaths?: boolean;
}

/**
 * Writes one stack's configuration as the files of a root module.
 *
 * @throws PlainformError with everything that is wrong in it
 */
export function rootModule(
  stack: StackInput,
  entries: readonly Entry[],
  { table, outputs, lookup, tree, keepAssetPaths = false }: RootModuleOptions,
): RootModule {
  const problems = new Problems();
  const assets = new Assets(stack.folder, tree, keepAssetPaths);
  const placed = entries.flatMap((entry): Placed[] => {
    const at = `${stack.name}: ${entry.address}`;
    const converted = problems.collecting(() =>
      withArgument(entry, at, () => convertChecked(entry, at, lookup)),
    );
    if (converted === undefined) return [];
    if (converted.kind === "block") problems.add(...nameProblems([converted], at));
    return [{ entry, converted: finished(converted, assets, table, outputs) }];
  });
  const { values } = settingsOf(stack.configuration, stack.name);
  const since = placed.map(({ converted }) => (converted.kind === "block" ? sinceMinor(converted) : 0));
  const version = requiredVersionWith(DEFAULT_REQUIRED_VERSION, Math.max(0, ...since));
  const settings = problems.collecting(() =>
    terraformBlock(version, new Map(), values, environmentOf(`${stack.name}: terraform`)),
  );
  if (!problems.isEmpty || settings === undefined) throw new PlainformError(saidOnce(problems.all));
  const moved = new Map(
    [...table].filter(([from]) => /^(?!data\.|ephemeral\.|var\.|output\.|local\.)/.test(from)),
  );
  const files = filesOf(placed, settings, moved, table);
  const sensitive = placed.flatMap(({ entry }) => {
    const shapes = declaredShapes(entry, lookup, stack.name) ?? NO_SHAPES;
    return sensitiveLiterals(entry.value, shapes, table.get(entry.address) ?? entry.address);
  });
  return {
    files,
    secrets: distinctSecrets([...sensitive, ...secretsInFiles(files)]),
    assets: assets.files(),
    assetFolders: assets.folders,
    missingAssets: assets.missing,
    moved,
  };
}

interface Placed {
  readonly entry: Entry;
  readonly converted: Converted;
}

function convertChecked(entry: Entry, at: string, lookup: SchemaLookup): Converted | undefined {
  const { kind } = entry;
  const shapes = declaredShapes(entry, lookup, at) ?? NO_SHAPES;
  if (shapes !== NO_SHAPES) {
    const unknown = unknownArguments(entry.value, shapes, at);
    if (unknown.length > 0) throw new PlainformError(unknown);
  }
  return convertEntry(entry, at, (nested, type) =>
    lookup.shapesOf(
      nested === kind ? { ...entry, kind: nested, type } : { kind: nested, type, value: {} },
      at,
    ),
  );
}

/** What the provider declares; undefined for what the language itself does. */
function declaredShapes(entry: Entry, lookup: SchemaLookup, at: string): Shapes | undefined {
  const { kind } = entry;
  return kind === "resource" || kind === "data" || kind === "ephemeral" || kind === "provider"
    ? lookup.shapesOf({ ...entry, kind }, at)
    : undefined;
}

function finished(
  converted: Converted,
  assets: Assets,
  table: AddressTable,
  outputs: RemoteOutputs,
): Converted {
  if (converted.kind === "argument")
    return { ...converted, value: assets.inExpression(renamedIn(converted.value, table, outputs)) };
  return assets.inBlock(renamed(converted, table, outputs));
}

/** Distributes the blocks to files, each in the order in which it is read best. */
function filesOf(
  placed: readonly Placed[],
  settings: Block,
  moved: AddressTable,
  table: AddressTable,
): ReadonlyMap<string, string> {
  const fileOf = filesFor(placed.map(({ entry }) => placeable(entry)));
  const files = new Map<string, Ordered[]>();
  const locals = new Map<string, Converted & { readonly kind: "argument" }>();
  for (const { entry, converted } of placed) {
    const address = table.get(entry.address) ?? entry.address;
    if (converted.kind === "argument") {
      locals.set(address, { ...converted, name: address.slice("local.".length) });
      continue;
    }
    const fileName = FIXED[entry.kind] ?? fileOf(placeable(entry)) ?? "main.tf";
    const own = { address, block: relabelled(converted, address), group: "", path: entry.path };
    const others = files.get(fileName);
    if (others === undefined) files.set(fileName, [own]);
    else others.push(own);
  }
  addMoved(files, moved);
  const texts = new Map<string, string>([["terraform.tf", printFile([settings])]]);
  const localsOf = placeLocals(locals, files);
  for (const fileName of new Set([...files.keys(), ...localsOf.keys()])) {
    const items = ORDERED.has(fileName) ? (files.get(fileName) ?? []) : withGroups(files.get(fileName) ?? []);
    const blocks = ORDERED.has(fileName)
      ? (fileName === "variables.tf" ? requiredFirst(items) : items).map(({ block }) => block)
      : withHeadings(inOrderOfReading(items));
    const own = localsOf.get(fileName) ?? [];
    const all = own.length === 0 ? blocks : [block("locals", [], [own]), ...blocks];
    texts.set(fileName, printFile(all));
  }
  return texts;
}

function placeable({ kind, type, path }: Entry): Placeable {
  return {
    ids: path,
    isResource: kind === "resource" || kind === "module",
    service: kind === "resource" || kind === "data" ? serviceOf(type) : undefined,
  };
}

// As HashiCorp's style guide has it (https://developer.hashicorp.com/terraform/language/style#file-names).
const FIXED: Readonly<Partial<Record<Entry["kind"], string>>> = {
  variable: "variables.tf",
  output: "outputs.tf",
  provider: "providers.tf",
  moved: "moved.tf",
  import: "imports.tf",
  removed: "removed.tf",
};

/** Files whose order is that of the configuration. */
const ORDERED = new Set(["moved.tf", "variables.tf", "outputs.tf", "providers.tf"]);

function requiredFirst(items: readonly Ordered[]): readonly Ordered[] {
  const hasDefault = ({ block }: Ordered): number => Number(valueIn(block, "default") !== undefined);
  return items.toSorted((a, b) => hasDefault(a) - hasDefault(b));
}

function relabelled(item: Block, address: string): Block {
  const name = address.slice(address.lastIndexOf(".") + 1);
  const hasName = ["resource", "data", "ephemeral", "module", "variable", "output"].includes(item.type);
  return hasName ? { ...item, labels: [...item.labels.slice(0, -1), name] } : item;
}

function addMoved(files: Map<string, Ordered[]>, moved: AddressTable): void {
  const blocks = [...moved].map(
    ([from, to]): Ordered => ({ address: "moved", block: movedBlock(from, to), group: "" }),
  );
  if (blocks.length > 0) files.set("moved.tf", [...(files.get("moved.tf") ?? []), ...blocks]);
}

/** A local value that only one file uses stands there; any other in main.tf. */
function placeLocals(
  locals: ReadonlyMap<string, Converted & { readonly kind: "argument" }>,
  files: ReadonlyMap<string, readonly Ordered[]>,
): ReadonlyMap<string, (Converted & { readonly kind: "argument" })[]> {
  const users = new Map<string, Set<string>>();
  for (const [fileName, items] of files)
    for (const address of items.flatMap(({ block }) => referencesOf(block)))
      users.set(address, (users.get(address) ?? new Set()).add(fileName));
  const result = new Map<string, (Converted & { readonly kind: "argument" })[]>();
  for (const [address, local] of locals) {
    const [only, ...others] = [...(users.get(address) ?? [])].filter((name) => !FIXED_NAMES.has(name));
    const fileName = only !== undefined && others.length === 0 ? only : "main.tf";
    result.set(fileName, [...(result.get(fileName) ?? []), local]);
  }
  return result;
}

const FIXED_NAMES = new Set(Object.values(FIXED));

interface WithPath extends Ordered {
  readonly path?: readonly string[] | undefined;
}

/** Groups blocks by the innermost construct around them that holds at least two. */
function withGroups(items: readonly WithPath[]): readonly Ordered[] {
  const sizes = new Map<string, number>();
  const around = ({ path = [] }: WithPath): readonly string[] =>
    path.slice(0, -1).map((_, index) => path.slice(0, index + 1).join("/"));
  for (const item of items) for (const group of around(item)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return items.map((item) => ({
    ...item,
    group: around(item).findLast((group) => (sizes.get(group) ?? 0) > 1) ?? "",
  }));
}

/** The first block of a construct has its path above it, where a file has several. */
function withHeadings(items: readonly Ordered[]): readonly Block[] {
  const groups = new Set(items.map(({ group }) => group));
  return items.map(({ block: item, group }, index) => {
    const starts = group !== "" && items[index - 1]?.group !== group;
    if (groups.size < 2 || !starts) return item;
    return { ...item, comment: item.comment === undefined ? group : `${group}\n${item.comment}` };
  });
}
