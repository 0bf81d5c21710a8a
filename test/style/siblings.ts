import type { Expression } from "./hcl/ast";
import { argumentsOf, blocksOf, within } from "./hcl/walk";
import type { SourceFile } from "./module";

/** An argument, or an object's item: a name, an `=` and a value. */
export interface Assignment {
  readonly line: number;
  readonly endLine: number;
  readonly start: number;
  /** The columns of the name. */
  readonly nameWidth: number;
  readonly nameEnd: number;
  readonly equals: number;
  readonly value: Expression;
}

/** The assignments of every body and every object of a file, each with its siblings, in order. */
export function* siblingsIn(file: SourceFile): Generator<Assignment[]> {
  const bodies = [file.body];
  for (const body of bodies) {
    bodies.push(...blocksOf(body).map((block) => block.body));
    const args = argumentsOf(body);
    yield args.map((item) => assignment(file, item));
    for (const { value } of args) {
      for (const expression of within(value)) {
        if (expression.kind === "object") {
          yield expression.items
            .filter((item) => item.separator === "=")
            .map((item) => assignment(file, item));
        }
      }
    }
  }
}

/** Does only white space stand before it on its line? */
export function startsItsLine(file: SourceFile, span: { readonly start: number }): boolean {
  return textBefore(file, span.start).trim() === "";
}

/** A line's text in front of an offset. */
export function textBefore(file: SourceFile, offset: number): string {
  return file.text.slice(file.text.lastIndexOf("\n", offset - 1) + 1, offset);
}

/** A line's text behind an offset. */
export function textAfter(file: SourceFile, offset: number): string {
  const end = file.text.indexOf("\n", offset);
  return file.text.slice(offset, end < 0 ? file.text.length : end);
}

/** Is the value one that the alignment of its neighbours takes in: one line, or a heredoc by itself? */
export function isAligned(file: SourceFile, item: Assignment): boolean {
  return startsItsLine(file, item) && (item.line === item.endLine || isPlainHeredoc(item.value));
}

/** A heredoc whose sequences each stay on their line; another ends the run, as an open bracket does. */
function isPlainHeredoc(value: Expression): boolean {
  return (
    value.kind === "template" &&
    value.form !== "quoted" &&
    value.parts.every((part) => part.kind === "text" || part.line === (part.value?.endLine ?? part.line))
  );
}

function assignment(
  file: SourceFile,
  item: { line: number; endLine: number; start: number; equals: number; value: Expression },
): Assignment {
  const name = file.text.slice(item.start, item.equals).trimEnd();
  const { line, endLine, start, equals, value } = item;
  return {
    line,
    endLine,
    start,
    nameWidth: [...name].length,
    nameEnd: start + name.length,
    equals,
    value,
  };
}
