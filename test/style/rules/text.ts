import type { Token } from "../hcl/tokens";
import type { SourceFile } from "../module";
import { type Finding, fileRule, type Rule } from "../rule";

const MAX_COLUMNS = 120;

/** `{`, `(`, `[` count up, their partners down; nothing inside a string or a comment counts. */
function bracketChange(token: Token): number {
  if (token.kind !== "operator") {
    return 0;
  }
  return "{([".includes(token.text) ? 1 : "})]".includes(token.text) ? -1 : 0;
}

/** A file's tokens without line ends, by the line on which they start. */
function tokensByLine(file: SourceFile): Map<number, Token[]> {
  const byLine = new Map<number, Token[]>();
  for (const token of file.tokens) {
    if (token.kind !== "newline" && token.kind !== "end") {
      byLine.set(token.line, [...(byLine.get(token.line) ?? []), token]);
    }
  }
  return byLine;
}

/** Lines inside a heredoc or behind the first line of a multi-line comment. */
function foreignLines(file: SourceFile): Set<number> {
  const lines = new Set(file.heredocLines);
  for (const token of file.tokens) {
    for (let line = token.line + 1; token.kind === "comment" && line <= token.endLine; line += 1) {
      lines.add(line);
    }
  }
  return lines;
}

/** However many brackets a line opens, what is inside them is two spaces deeper. */
function* indentation(file: SourceFile): Generator<Finding> {
  const byLine = tokensByLine(file);
  const foreign = foreignLines(file);
  const open: number[] = [];
  for (const [index, text] of file.lines.entries()) {
    const line = index + 1;
    const tokens = byLine.get(line) ?? [];
    const change = tokens.reduce((sum, token) => sum + bracketChange(token), 0);
    let expected = open.length;
    if (change > 0) {
      open.push(change);
    } else {
      close(open, -change);
      expected = change < 0 ? open.length : expected;
    }
    const indent = /^[ \t]*/.exec(text)?.[0] ?? "";
    if (text.trim() === "" || foreign.has(line) || indent.includes("\t")) {
      continue;
    }
    if (indent.length !== expected * 2) {
      yield { line, message: `indented by ${indent.length}, expected ${expected * 2} spaces` };
    }
  }
}

function close(open: number[], count: number): void {
  let left = count;
  while (left > 0) {
    const top = open.pop();
    if (top === undefined) {
      return;
    }
    if (top > left) {
      open.push(top - left);
    }
    left -= top;
  }
}

function* tabs(file: SourceFile): Generator<Finding> {
  for (const [index, text] of file.lines.entries()) {
    if (text.includes("\t") && !file.heredocLines.has(index + 1)) {
      yield { line: index + 1, message: "a tab outside a heredoc" };
    }
  }
}

function* trailingBlanks(file: SourceFile): Generator<Finding> {
  for (const [index, text] of file.lines.entries()) {
    if (/[ \t]$/.test(text) && !file.heredocLines.has(index + 1)) {
      yield { line: index + 1, message: "blanks at the end of the line" };
    }
  }
}

function* lineEnds(file: SourceFile): Generator<Finding> {
  const first = file.text.split("\n").findIndex((line) => line.includes("\r"));
  if (first >= 0) {
    yield { line: first + 1, message: "a carriage return; lines end in LF alone" };
  }
}

function* finalNewline(file: SourceFile): Generator<Finding> {
  if (!file.text.endsWith("\n")) {
    yield { line: file.lines.length, message: "no newline at the end of the file" };
  } else if (/^\s*\n|\n\s*\n$/.test(file.text)) {
    const line = /^\s*\n/.test(file.text) ? 1 : file.lines.length - 1;
    yield { line, message: "a blank line at the beginning or the end of the file" };
  }
}

function* doubleBlankLines(file: SourceFile): Generator<Finding> {
  for (const [index, text] of file.lines.entries()) {
    const line = index + 1;
    const next = file.lines[index + 1];
    const isLast = index + 2 >= file.lines.length;
    if (text.trim() === "" && next?.trim() === "" && !isLast && !file.heredocLines.has(line)) {
      yield { line: line + 1, message: "two blank lines in a row" };
    }
  }
}

function* blankAtBrackets(file: SourceFile): Generator<Finding> {
  const byLine = tokensByLine(file);
  for (const [line, tokens] of byLine) {
    const last = tokens.filter((token) => token.kind !== "comment").at(-1);
    const isBlank = (other: number): boolean => file.lines[other - 1]?.trim() === "";
    if (last !== undefined && bracketChange(last) > 0 && isBlank(line + 1)) {
      yield { line: line + 1, message: `a blank line after an opening "${last.text}"` };
    }
    const [first] = tokens;
    const inHeredoc = file.heredocLines.has(line - 1);
    if (first !== undefined && bracketChange(first) < 0 && isBlank(line - 1) && !inHeredoc) {
      yield { line: line - 1, message: `a blank line before a closing "${first.text}"` };
    }
  }
}

/** Between two top-level blocks: a blank line, and the comments of the second directly above it. */
function* blockSeparation(file: SourceFile): Generator<Finding> {
  const { items } = file.body;
  for (const [index, item] of items.entries()) {
    const previous = items[index - 1];
    const between = file.lines.slice(previous?.endLine ?? 0, item.line - 1);
    if (previous === undefined) {
      continue;
    }
    if (between[0]?.trim() !== "") {
      yield { line: previous.endLine + 1, message: "no blank line between two top-level blocks" };
    } else if (between.length > 1 && between.at(-1)?.trim() === "" && between.some((text) => text.trim())) {
      yield { line: item.line - 1, message: "a blank line between a comment and its block" };
    }
  }
}

function* commentStyle(file: SourceFile): Generator<Finding> {
  for (const token of file.tokens) {
    if (token.kind === "comment" && !token.text.startsWith("#")) {
      yield { line: token.line, message: `a comment starts with "#", not "${token.text.slice(0, 2)}"` };
    }
  }
}

/** A long string cannot be broken, so a line is judged without its longest one. */
function* lineLength(file: SourceFile): Generator<Finding> {
  const byLine = tokensByLine(file);
  for (const [index, text] of file.lines.entries()) {
    const line = index + 1;
    const columns = [...text].length;
    if (columns <= MAX_COLUMNS || file.heredocLines.has(line)) {
      continue;
    }
    const strings = (byLine.get(line) ?? []).filter((token) => token.kind === "string");
    const longest = Math.max(0, ...strings.map((token) => [...token.text].length));
    if (columns - longest > 80) {
      yield { line, message: `${columns} columns; at most ${MAX_COLUMNS}` };
    }
  }
}

/** What any text file of ours keeps to. */
export const textRules: readonly Rule[] = [
  fileRule("indentation", indentation),
  fileRule("no-tab", tabs),
  fileRule("no-trailing-blank", trailingBlanks),
  fileRule("line-end", lineEnds),
  fileRule("final-newline", finalNewline),
  fileRule("no-double-blank-line", doubleBlankLines),
  fileRule("no-blank-at-bracket", blankAtBrackets),
  fileRule("block-separation", blockSeparation),
  fileRule("comment-style", commentStyle),
  fileRule("line-length", lineLength),
];
