import type { Expression, TemplatePart } from "./expression";
import type { Place } from "./place";
import { printParts } from "./print-inline";
import { escapeTemplate, hidesSomething } from "./quote";

type Text = Extract<Expression, { kind: "string" | "template" }>;

const DELIMITERS = ["EOT", "EOF", "END", "HEREDOC"];

/**
 * Whether a string reads best as a heredoc. A heredoc ends in a new line; a text that does not is wrapped
 * in `chomp()`, unless Terraform wants a constant there.
 */
export function isHeredoc(expression: Text, constant: boolean): boolean {
  const parts = partsOf(expression);
  const texts = parts.filter((part) => part.kind === "text").map((part) => part.value);
  // A heredoc has no escapes.
  if (texts.some(hidesSomething)) return false;
  // A strip marker next to a line break means something else once the line is indented.
  if (parts.some((part) => part.kind !== "text" && (part.trimBefore || part.trimAfter))) return false;
  const lines = texts.join("").split("\n");
  if (lines.length < 2 || lines.every((line) => line.trim() === "")) return false;
  // chomp() takes every new line at the end, also one that is of an interpolated value.
  if (parts.at(-1)?.kind !== "text") return false;
  if (lines.at(-1) === "") return lines.length > 2 || (lines[0]?.length ?? 0) > 60;
  return lines.length > 2 && !constant;
}

/** Prints a string as an indented heredoc whose value is exactly the string. */
export function printHeredoc(expression: Text, { indent }: Place): string {
  const parts = partsOf(expression);
  const body = printParts(parts, escapeTemplate);
  const last = parts.at(-1);
  const endsInNewline = last?.kind === "text" && last.value.endsWith("\n");
  const lines = (endsInNewline ? body.slice(0, -1) : body).split("\n");
  const delimiter = freeDelimiter(lines);
  // `<<-` takes away what all lines have in common, so one of them has to start at the margin.
  const flush = lines.some((line) => line.trim() !== "" && !/^\s/u.test(line));
  const margin = " ".repeat(flush ? indent + 2 : 0);
  // A line of white space does not count for the margin and is not shortened either.
  const text = lines.map((line) => (line.trim() === "" ? line : margin + line)).join("\n");
  const heredoc = `<<${flush ? "-" : ""}${delimiter}\n${text}\n${flush ? " ".repeat(indent) : ""}${delimiter}`;
  return endsInNewline ? heredoc : `chomp(${heredoc}\n${" ".repeat(indent)})`;
}

function freeDelimiter(lines: readonly string[]): string {
  const taken = new Set(lines.map((line) => line.trim()));
  const free = DELIMITERS.find((candidate) => !taken.has(candidate));
  if (free !== undefined) return free;
  let number = 1;
  while (taken.has(`EOT_${number}`)) number += 1;
  return `EOT_${number}`;
}

function partsOf(expression: Text): readonly TemplatePart[] {
  return expression.kind === "string" ? [{ kind: "text", value: expression.value }] : expression.parts;
}
