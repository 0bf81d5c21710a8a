import type { Block } from "../hcl/ast";
import { argumentOf, blocksOf, constantText } from "../hcl/walk";
import { topBlocks } from "../module";
import { fileRule, moduleRule, type Rule } from "../rule";

function label(block: Block): string {
  return `${block.type} "${block.labels[0] ?? ""}"`;
}

function hasDescription(block: Block): boolean {
  const description = argumentOf(block.body, "description");
  return description !== undefined && constantText(description)?.trim() !== "";
}

const variableType = fileRule("variable-type", function* (file) {
  for (const block of blocksOf(file.body, "variable")) {
    if (argumentOf(block.body, "type") === undefined) {
      yield { line: block.line, message: `${label(block)} has no type` };
    }
  }
});

const variableDescription = fileRule("variable-description", function* (file) {
  for (const block of blocksOf(file.body, "variable")) {
    if (!hasDescription(block)) {
      yield { line: block.line, message: `${label(block)} has no description` };
    }
  }
});

const outputDescription = fileRule("output-description", function* (file) {
  for (const block of blocksOf(file.body, "output")) {
    if (!hasDescription(block)) {
      yield { line: block.line, message: `${label(block)} has no description` };
    }
  }
});

/** Who uses a module meets first what it must say. */
const requiredFirst = fileRule("required-variables-first", function* (file) {
  let optional: Block | undefined;
  for (const block of blocksOf(file.body, "variable")) {
    if (argumentOf(block.body, "default") !== undefined) {
      optional ??= block;
    } else if (optional !== undefined) {
      yield {
        line: block.line,
        message: `${label(block)} is required and belongs before ${label(optional)}`,
      };
    }
  }
});

/** A qualified source: `namespace/name`, with or without a host before it. */
const QUALIFIED = /^([\w.-]+\.[\w.-]+(:\d+)?\/)?[\w-]+\/[\w-]+$/;
/** Something that keeps the next major version out. */
const UPPER_BOUND = /~>|<|^\s*=?\s*v?\d/;
const LOWER_BOUND = /~>|>|=|^\s*v?\d/;

const requiredVersion = moduleRule("required-version", function* (module) {
  const [file] = module.files;
  const blocks = topBlocks(module, "terraform");
  const found = blocks.some(({ block }) => constantText(argumentOf(block.body, "required_version")));
  if (file !== undefined && !found) {
    const first = blocks[0];
    yield {
      file: first?.file ?? file,
      line: first?.block.line ?? 1,
      message: "the module has no required_version",
    };
  }
});

const requiredProviders = moduleRule("required-providers", function* (module) {
  const declared = new Set<string>();
  for (const { file, block } of topBlocks(module, "terraform")) {
    for (const item of blocksOf(block.body, "required_providers").flatMap((inner) => inner.body.items)) {
      if (item.kind !== "argument") {
        continue;
      }
      declared.add(item.name);
      const entries = new Map(
        item.value.kind === "object"
          ? item.value.items.map((entry) => [
              entry.key.kind === "traversal" ? entry.key.root : (constantText(entry.key) ?? ""),
              constantText(entry.value) ?? "",
            ])
          : [],
      );
      const source = entries.get("source") ?? "";
      if (!QUALIFIED.test(source)) {
        yield { file, line: item.line, message: `provider "${item.name}" has no qualified source` };
      }
      const version = entries.get("version") ?? "";
      if (!(module.isRoot ? UPPER_BOUND : LOWER_BOUND).test(version)) {
        const bound = module.isRoot ? "an upper bound" : "a bound";
        yield { file, line: item.line, message: `provider "${item.name}" has no version with ${bound}` };
      }
    }
  }
  const missing = new Set<string>();
  for (const { file, block } of topBlocks(module)) {
    const provider = providerOf(block);
    if (provider !== undefined && !declared.has(provider) && !missing.has(provider)) {
      missing.add(provider);
      yield { file, line: block.line, message: `provider "${provider}" is not in required_providers` };
    }
  }
});

/** The local name of the provider that a block needs. */
function providerOf(block: Block): string | undefined {
  if (block.type === "provider") {
    return block.labels[0];
  }
  if (!["resource", "data", "ephemeral"].includes(block.type)) {
    return undefined;
  }
  const chosen = argumentOf(block.body, "provider");
  const name = chosen?.kind === "traversal" ? chosen.root : block.labels[0]?.split("_")[0];
  return name === "terraform" ? undefined : name;
}

/** What a module says about itself. */
export const documentationRules: readonly Rule[] = [
  variableType,
  variableDescription,
  outputDescription,
  requiredFirst,
  requiredVersion,
  requiredProviders,
];
