import { join } from "node:path";
import { Problems } from "../plain/check/problems";
import { FilePlan } from "../plain/tree";
import { readByComputedNames } from "./computed-outputs";
import type { ConvertedStack, ConvertOptions } from "./converted";
import { conversionReport } from "./documents/conversion";
import { treeReadme } from "./documents/readme";
import { type Entry, entriesOf } from "./entries";
import { readStacks, type StackInput } from "./input/stacks";
import { formatNames, NAMES_FILE, readNames } from "./names/names-file";
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
  const named = withNames(stacks, options);
  const load = schemaLoader(options);
  const problems = new Problems();
  const converted = named.flatMap(
    (one) => problems.collecting(() => convertStack(one, named, load, options)) ?? [],
  );
  problems.throwIfAny();
  const ordered = inOrderOfRollOut(converted);
  return { plan: filePlan(ordered, options), stacks: ordered };
}

interface Named extends Sibling {
  readonly entries: readonly Entry[];
  readonly readWhole: readonly string[];
}

function withNames(stacks: readonly StackInput[], options: ConvertOptions): readonly Named[] {
  const ids = stacks.map(({ name }) => name);
  const before = readNames(join(options.out, NAMES_FILE), ids, true);
  const asked =
    options.namesFile === undefined ? new Map<string, AddressTable>() : readNames(options.namesFile, ids);
  const problems = new Problems();
  const read = stacks.flatMap(
    (stack) =>
      problems.collecting(() => ({ stack, entries: entriesOf(stack.configuration, stack.file) })) ?? [],
  );
  const computed = readByComputedNames(read);
  const named = read.flatMap(({ stack, entries }): Named[] => {
    const result = problems.collecting(() => {
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

function filePlan(stacks: readonly ConvertedStack[], options: ConvertOptions): FilePlan {
  const plan = new FilePlan();
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
    path: "CONVERSION.md",
    content: conversionReport(stacks, options),
    mode: 0o644,
    origin: "the conversion",
  });
  const names = new Map(stacks.map(({ stack, table }) => [stack.name, table]));
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
