import { type Assignment, printAssignments } from "./assignments";
import type { Argument, Block, Body } from "./block";
import { printExpression } from "./print-expression";

/**
 * Prints a file: blocks with one blank line between them, below an optional first comment.
 * The text is what `terraform fmt` would leave as it is.
 *
 * @param blocks top-level blocks in the order of the file
 * @param header lines of the comment at its top, without the `#`
 */
export function printFile(blocks: readonly Block[], header?: string): string {
  return joinBlocks(
    blocks.map((item) => printBlock(item)),
    header,
  );
}

/** A file of blocks that are printed already, as `printFile` gives it. */
export function joinBlocks(blocks: readonly string[], header?: string): string {
  const texts = header === undefined ? blocks : [printComment(header, 0).trimEnd(), ...blocks];
  return `${texts.join("\n\n")}\n`;
}

/** Prints `name = value` lines, as in a .tfvars file. */
export function printArguments(items: readonly Argument[]): string {
  return items.length === 0 ? "" : `${printGroup(items, 0, true)}\n`;
}

/** Prints a block, without a line break at its end. */
export function printBlock(item: Block, indent = 0): string {
  const margin = " ".repeat(indent);
  const head = [item.type, ...item.labels.map((label) => JSON.stringify(label))].join(" ");
  const comment = item.comment === undefined ? "" : printComment(item.comment, indent);
  const constant = CONSTANT_BLOCKS.has(item.type);
  const inside = item.inside === undefined ? "" : printComment(item.inside, indent + 2).trimEnd();
  const body = [inside, printBody(item.body, indent + 2, constant)].filter(Boolean).join("\n\n");
  return body === "" ? `${comment}${margin}${head} {}` : `${comment}${margin}${head} {\n${body}\n${margin}}`;
}

// Terraform reads these before it can evaluate anything.
const CONSTANT_BLOCKS = new Set(["variable", "terraform", "backend", "required_providers", "cloud"]);

function printBody(body: Body, indent: number, constant: boolean): string {
  return body
    .filter((group) => group.length > 0)
    .map((group) => printGroup(group, indent, constant))
    .join("\n\n");
}

function printGroup(group: Body[number], indent: number, constant: boolean): string {
  const lines: string[] = [];
  let run: Assignment[] = [];
  const flush = (): void => {
    if (run.length > 0) lines.push(printAssignments(run, indent));
    run = [];
  };
  for (const item of group) {
    // A comment ends the run that is aligned.
    if (item.kind === "block" || item.comment !== undefined) flush();
    if (item.kind === "block") {
      lines.push(printBlock(item, indent));
      continue;
    }
    if (item.comment !== undefined) lines.push(printComment(item.comment, indent).trimEnd());
    const place = { indent, used: item.name.length + 3, constant };
    run.push({ name: item.name, value: printExpression(item.value, place) });
  }
  flush();
  return lines.join("\n");
}

function printComment(text: string, indent: number): string {
  return text
    .split("\n")
    .map((line) => `${" ".repeat(indent)}# ${line}`.trimEnd())
    .concat("")
    .join("\n");
}
