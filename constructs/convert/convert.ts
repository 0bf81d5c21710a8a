import { join, resolve } from "node:path";
import { Problems } from "../plain/check/problems";
import { PlainformError } from "../plain/errors";
import { FilePlan } from "../plain/tree";
import { readByComputedNames } from "./computed-outputs";
import type { ConvertedStack, ConvertOptions } from "./converted";
import { conversionReport, REPORT_FILE } from "./documents/conversion";
import { treeReadme } from "./documents/readme";
import { type Entry, entriesOf } from "./entries";
import { readStacks, type StackInput, stacksBeside } from "./input/stacks";
import { formatNames, NAMES_FILE, type NamesByStack, readNames } from "./names/names-file";
import { type AddressTable, newNames } from "./names/new-names";
import { readers, remoteOutputs, type Sibling, withRelativeState } from "./remote-state";
import { rootModule } from "./root-module";
import { requiredProviders, schemaLoader } from "./schema/load";
import { SchemaLookup } from "./schema/lookup";
import { stackNameOf } from "./settings";

export interface Conversion {
  /** All files of the output folder. */
  readonly plan: FilePlan;
  /** In the order in which they are to be rolled out. */
  readonly stacks: readonly ConvertedStack[];
}

/**
 * Turns Terraform JSON as cdktf writes it into hand-quality HCL. Writes nothing: the plan says what is to be written.
 *
 * @throws PlainformError with everything that is wrong in any of the stacks
 */
export function convert(options: ConvertOptions): Conversion {
  const stacks = readStacks(options.source, options.stacks);
  for (const stack of stacks) requireOtherFolder(stack, options.out);
  const beside = stacksBeside(options.source, options.stacks);
  const named = withNames(stacks, beside, options);
  const load = schemaLoader(options);
  const problems = new Problems();
  const converted = named
    .filter(({ stack }) => stacks.includes(stack))
    .flatMap((one) => problems.collecting(() => convertStack(one, named, load, options)) ?? []);
  problems.throwIfAny();
  const ordered = inOrderOfRollOut(converted);
  const before = readNames(join(options.out, NAMES_FILE), [], true);
  const names = new Map([...before, ...named.map(({ stack, table }) => [stack.name, table] as const)]);
  return { plan: filePlan(ordered, names, options), stacks: ordered };
}

/** Terraform would read both forms of everything. */
function requireOtherFolder({ name, folder }: StackInput, out: string): void {
  if (resolve(folder) === resolve(out, name))
    throw new PlainformError({
      at: name,
      what: "the tree would lie in the folder that it is made from",
      got: `--out ${out}`,
      expected: "a folder outside of cdktf.out: infra",
      fix: "choose another --out",
    });
}

interface Named extends Sibling {
  readonly entries: readonly Entry[];
  readonly readWhole: readonly string[];
}

function withNames(
  stacks: readonly StackInput[],
  beside: readonly StackInput[],
  options: ConvertOptions,
): readonly Named[] {
  const ids = stacks.map(({ name }) => name);
  const before = readNames(join(options.out, NAMES_FILE), ids, true);
  const asked =
    options.namesFile === undefined ? new Map<string, AddressTable>() : readNames(options.namesFile, ids);
  const problems = new Problems();
  const withEntries = (stack: StackInput) => ({ stack, entries: entriesOf(stack.configuration, stack.file) });
  const ignored = new Problems();
  const read = [
    ...stacks.flatMap((stack) => problems.collecting(() => withEntries(stack)) ?? []),
    ...beside.flatMap((stack) => ignored.collecting(() => withEntries(stack)) ?? []),
  ];
  const computed = readByComputedNames(read);
  const named = read.flatMap(({ stack, entries }): Named[] => {
    const collector = stacks.includes(stack) ? problems : ignored;
    const result = collector.collecting(() => {
      const addresses = new Set(entries.map(({ address }) => address));
      // What an earlier run named and is gone since does not matter any more.
      const kept = [...(before.get(stack.name) ?? [])].filter(([from]) => addresses.has(from));
      const given = new Map([...kept, ...(asked.get(stack.name) ?? [])]);
      const { keepInterface = false } = options;
      const stackName = stackNameOf(stack.configuration);
      const readWhole = computed.get(stack.name) ?? [];
      const keepOutputs = keepInterface || readWhole.length > 0;
      const table = newNames(entries, { stackName, keepInterface, keepOutputs, given });
      return { stack, entries, table, readWhole };
    });
    return result === undefined ? [] : [result];
  });
  problems.throwIfAny();
  return named;
}

function convertStack(
  { stack, entries, table, readWhole }: Named,
  siblings: readonly Sibling[],
  load: ReturnType<typeof schemaLoader>,
  { out, keepAssetPaths = false }: ConvertOptions,
): ConvertedStack {
  const read = readers(
    entries,
    siblings.filter((sibling) => sibling.stack !== stack),
  );
  const lookup = new SchemaLookup(load(stack), requiredProviders(stack.configuration));
  const relative = entries.map((entry) => withRelativeState(entry, stack.name, read));
  const outputs = remoteOutputs(read);
  const module = rootModule(stack, relative, {
    table,
    outputs,
    lookup,
    tree: join(out, stack.name),
    keepAssetPaths,
  });
  return {
    stack,
    entries,
    table,
    module,
    readWhole,
    reads: [...new Set([...read.values()].map(({ stack: { name } }) => name))],
  };
}

/** What is read comes before what reads it. */
function inOrderOfRollOut(stacks: readonly ConvertedStack[]): readonly ConvertedStack[] {
  const byName = new Map(stacks.map((one) => [one.stack.name, one]));
  const ordered = new Set<ConvertedStack>();
  const visiting = new Set<ConvertedStack>();
  const visit = (one: ConvertedStack): void => {
    if (visiting.has(one)) return;
    visiting.add(one);
    for (const name of one.reads) {
      const other = byName.get(name);
      if (other !== undefined) visit(other);
    }
    ordered.add(one);
  };
  stacks.forEach(visit);
  return [...ordered];
}

function filePlan(stacks: readonly ConvertedStack[], names: NamesByStack, options: ConvertOptions): FilePlan {
  const plan = new FilePlan();
  // Stacks that were converted into this folder before stay.
  const written = new Set(stacks.map(({ stack }) => stack.name));
  plan.limitTo((path) => !path.includes("/") || written.has(path.slice(0, path.indexOf("/"))));
  for (const one of stacks) {
    const { name } = one.stack;
    for (const [fileName, content] of one.module.files)
      plan.add({ path: `${name}/${fileName}`, content, mode: 0o644, origin: name });
    for (const { path, content, mode } of one.module.assets)
      plan.add({ path: `${name}/${path}`, content: content, mode, origin: name });
    plan.add({ path: `${name}/README.md`, content: treeReadme(one), mode: 0o644, origin: name });
    plan.add({ path: `${name}/.gitignore`, content: GITIGNORE, mode: 0o644, origin: name });
  }
  plan.add({
    path: REPORT_FILE,
    content: conversionReport(stacks, options),
    mode: 0o644,
    origin: "the conversion",
  });
  plan.add({ path: NAMES_FILE, content: formatNames(names), mode: 0o644, origin: "the conversion" });
  return plan;
}

// The lock file of the providers is to be committed.
const GITIGNORE = `.terraform/
*.tfstate
*.tfstate.*
*.tfplan
crash.log
`;
