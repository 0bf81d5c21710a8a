import type { Argument, Block, Traversal } from "./hcl/ast";
import { argumentOf, argumentsOf, blocksOf, itemsWithin, traversalsIn } from "./hcl/walk";
import type { SourceFile, TerraformModule } from "./module";

/** A mention of something declared in the module: `var.region`, `aws_vpc.main`. */
export interface Reference {
  readonly file: SourceFile;
  readonly line: number;
  readonly start: number;
  readonly address: string;
  /** The top-level block in which the mention stands. */
  readonly from: Block;
}

/** Something declared, by its address. */
export interface Declaration {
  readonly file: SourceFile;
  readonly line: number;
  readonly start: number;
  readonly address: string;
  readonly block: Block;
}

const RESERVED = new Set(["each", "count", "self", "path", "terraform"]);

/** Everything a module declares that can be referred to. */
export function declarationsOf(module: TerraformModule): Declaration[] {
  return module.files.flatMap((file) =>
    blocksOf(file.body).flatMap((block): Declaration[] => {
      const declare = (address: string, at: Block | Argument = block): Declaration => ({
        file,
        line: at.line,
        start: at.start,
        address,
        block,
      });
      const [first = "", second = ""] = block.labels;
      switch (block.type) {
        case "variable":
          return [declare(`var.${first}`)];
        case "locals":
          return argumentsOf(block.body).map((local) => declare(`local.${local.name}`, local));
        case "module":
          return [declare(`module.${first}`)];
        case "resource":
          return [declare(`${first}.${second}`)];
        case "data":
        case "ephemeral":
          return [declare(`${block.type}.${first}.${second}`)];
        case "check":
          return blocksOf(block.body, "data").map((data) =>
            declare(`data.${data.labels.slice(0, 2).join(".")}`, data),
          );
        default:
          return [];
      }
    }),
  );
}

/** Every mention in a module's expressions. */
export function referencesOf(module: TerraformModule): Reference[] {
  return module.files.flatMap((file) =>
    blocksOf(file.body).flatMap((from) =>
      [...traversalsOf(from)].flatMap((traversal): Reference[] => {
        const address = addressOf(traversal);
        const { line, start } = traversal;
        return address === undefined ? [] : [{ file, line, start, address, from }];
      }),
    ),
  );
}

/** The traversals of a block that mean something in the module. */
function* traversalsOf(top: Block): Generator<Traversal> {
  if (["terraform", "moved", "removed"].includes(top.type)) {
    return;
  }
  for (const [item, inner] of itemsWithin(top.body)) {
    const parents = [top, ...inner];
    if (item.kind === "argument" && !isBareWord(item, parents)) {
      yield* traversalsIn(item.value, iteratorsOf(parents));
    }
  }
}

/** Arguments whose names are not references: an attribute, a provider, a type, an iterator, a keyword. */
function isBareWord(item: Argument, parents: readonly Block[]): boolean {
  const parent = parents.at(-1)?.type ?? "";
  const top = parents.length === 1;
  return (
    (parent === "lifecycle" && item.name === "ignore_changes") ||
    (top && (item.name === "provider" || (parent === "module" && item.name === "providers"))) ||
    (top && parent === "variable" && item.name === "type") ||
    (parent === "dynamic" && item.name === "iterator") ||
    (parent === "provisioner" && ["when", "on_failure"].includes(item.name))
  );
}

/** The names that the `dynamic` blocks around an argument bind. */
function iteratorsOf(parents: readonly Block[]): Set<string> {
  return new Set(
    parents.flatMap((block) => {
      if (block.type !== "dynamic") {
        return [];
      }
      const iterator = argumentOf(block.body, "iterator");
      return [iterator?.kind === "traversal" ? iterator.root : (block.labels[0] ?? "")];
    }),
  );
}

function addressOf({ root, steps }: Traversal): string | undefined {
  if (RESERVED.has(root)) {
    return undefined;
  }
  const length = root === "data" || root === "ephemeral" ? 2 : 1;
  const names = steps.slice(0, length).flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
  return [root, ...names].join(".");
}
