import type { Block, Item } from "../hcl/ast";
import { itemsWithin } from "../hcl/walk";
import type { SourceFile } from "../module";
import { type Finding, fileRule, type Rule } from "../rule";

const PREFIX = ["provider", "count", "for_each"];
const META: Readonly<Record<string, readonly string[]>> = {
  resource: PREFIX,
  data: PREFIX,
  ephemeral: PREFIX,
  module: ["source", "version", "providers", "count", "for_each"],
};
const VARIABLE = ["type", "description", "default", "sensitive", "ephemeral", "nullable", "validation"];
const OUTPUT = ["description", "value", "sensitive", "ephemeral", "precondition", "depends_on"];

/** The name by which an item is ordered. */
function nameOf(item: Item): string {
  return item.kind === "argument" ? item.name : item.type;
}

function isMeta(block: Block, item: Item): boolean {
  return item.kind === "argument" && (META[block.type] ?? []).includes(item.name);
}

function isElement(block: Block): boolean {
  return META[block.type] !== undefined;
}

/** `tags` of a resource; a module's input of that name is an argument like any other. */
function isTags(block: Block, item: Item): boolean {
  return item.kind === "argument" && item.name === "tags" && isElement(block) && block.type !== "module";
}

function isLifecycle(block: Block, item: Item): boolean {
  return item.kind === "block" && item.type === "lifecycle" && isElement(block);
}

function isDependsOn(block: Block, item: Item): boolean {
  return item.kind === "argument" && item.name === "depends_on" && isElement(block);
}

function* allBlocks(file: SourceFile): Generator<Block> {
  for (const [item] of itemsWithin(file.body)) {
    if (item.kind === "block") {
      yield item;
    }
  }
}

function* elements(file: SourceFile): Generator<Block> {
  for (const item of file.body.items) {
    if (item.kind === "block" && isElement(item)) {
      yield item;
    }
  }
}

/** Is there a blank line somewhere between two neighbours? */
function isParted(file: SourceFile, before: Item, after: Item): boolean {
  return file.lines.slice(before.endLine, after.line - 1).some((text) => text.trim() === "");
}

function* metaFirst(file: SourceFile): Generator<Finding> {
  for (const block of elements(file)) {
    const { items } = block.body;
    const firstOther = items.findIndex((item) => !isMeta(block, item));
    for (const [index, item] of items.entries()) {
      if (isMeta(block, item) && firstOther >= 0 && index > firstOther) {
        yield { line: item.line, message: `"${nameOf(item)}" belongs before the other arguments` };
      }
    }
    const order = META[block.type] ?? [];
    const names = items.filter((item) => isMeta(block, item));
    for (const [index, item] of names.entries()) {
      const previous = names[index - 1];
      if (previous !== undefined && order.indexOf(nameOf(previous)) > order.indexOf(nameOf(item))) {
        yield { line: item.line, message: `"${nameOf(item)}" belongs before "${nameOf(previous)}"` };
      }
    }
  }
}

function* metaSeparated(file: SourceFile): Generator<Finding> {
  for (const block of elements(file)) {
    for (const [index, item] of block.body.items.entries()) {
      const previous = block.body.items[index - 1];
      if (previous === undefined || !isMeta(block, previous) || isMeta(block, item)) {
        continue;
      }
      if (!isParted(file, previous, item)) {
        yield { line: item.line, message: `no blank line after "${nameOf(previous)}"` };
      }
    }
  }
}

function* argumentsFirst(file: SourceFile): Generator<Finding> {
  for (const block of allBlocks(file)) {
    const firstBlock = block.body.items.findIndex((item) => item.kind === "block");
    for (const item of firstBlock < 0 ? [] : block.body.items.slice(firstBlock)) {
      const late =
        isTags(block, item) || nameOf(item) === "depends_on" || isMeta(block, item) || hasOwnOrder(block);
      if (item.kind === "argument" && !late) {
        yield { line: item.line, message: `"${item.name}" belongs before the nested blocks` };
      }
    }
  }
}

function hasOwnOrder(block: Block): boolean {
  return block.type === "variable" || block.type === "output";
}

/** Blocks of one type may stand together; all else around a nested block is parted from it. */
function* nestedSeparated(file: SourceFile): Generator<Finding> {
  for (const block of allBlocks(file)) {
    for (const [index, item] of block.body.items.entries()) {
      const previous = block.body.items[index - 1];
      if (previous === undefined || (previous.kind === "argument" && item.kind === "argument")) {
        continue;
      }
      const alike = previous.kind === "block" && item.kind === "block" && previous.type === item.type;
      if (!alike && !isParted(file, previous, item)) {
        yield {
          line: item.line,
          message: `no blank line between "${nameOf(previous)}" and "${nameOf(item)}"`,
        };
      }
    }
  }
}

/** A rule on what stands last: only `after` may follow it, and a blank line precedes it. */
function lastRule(
  id: string,
  isIt: (block: Block, item: Item) => boolean,
  mayFollow: (block: Block, item: Item) => boolean,
): Rule {
  return fileRule(id, function* (file) {
    for (const block of elements(file)) {
      const { items } = block.body;
      const index = items.findIndex((item) => isIt(block, item));
      const item = items[index];
      if (item === undefined) {
        continue;
      }
      const follower = items
        .slice(index + 1)
        .find((other) => !isIt(block, other) && !mayFollow(block, other));
      if (follower !== undefined) {
        yield { line: item.line, message: `"${nameOf(item)}" belongs after "${nameOf(follower)}"` };
      }
      const previous = items[index - 1];
      if (previous !== undefined && !isParted(file, previous, item)) {
        yield { line: item.line, message: `no blank line before "${nameOf(item)}"` };
      }
    }
  });
}

/** A rule on a block whose contents have one fixed order. */
function orderRule(id: string, type: string, order: readonly string[]): Rule {
  return fileRule(id, function* (file) {
    for (const block of file.body.items) {
      if (block.kind !== "block" || block.type !== type) {
        continue;
      }
      for (const [index, item] of block.body.items.entries()) {
        const previous = block.body.items[index - 1];
        if (previous !== undefined && order.indexOf(nameOf(item)) < order.indexOf(nameOf(previous))) {
          yield {
            line: item.line,
            message: `"${nameOf(item)}" belongs before "${nameOf(previous)}": the order is ${order.join(", ")}`,
          };
        }
      }
    }
  });
}

/** The order inside a block, and the blank lines that show it. */
export const orderRules: readonly Rule[] = [
  fileRule("meta-arguments-first", metaFirst),
  fileRule("meta-arguments-separated", metaSeparated),
  fileRule("arguments-before-blocks", argumentsFirst),
  fileRule("nested-blocks-separated", nestedSeparated),
  lastRule("tags-last", isTags, (block, item) => isLifecycle(block, item) || isDependsOn(block, item)),
  lastRule("lifecycle-last", isLifecycle, isDependsOn),
  lastRule("depends-on-last", isDependsOn, () => false),
  orderRule("variable-order", "variable", VARIABLE),
  orderRule("output-order", "output", OUTPUT),
];
