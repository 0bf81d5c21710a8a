import type { SourceFile } from "../module";
import { type Finding, fileRule, type Rule } from "../rule";
import { type Assignment, isAligned, siblingsIn, startsItsLine } from "../siblings";

/** Neighbouring lines share the column of their `=`; anything between them ends the run. */
function* alignment(file: SourceFile): Generator<Finding> {
  for (const siblings of siblingsIn(file)) {
    for (const run of runs(file, siblings)) {
      const width = Math.max(...run.map((item) => item.nameWidth));
      for (const item of run) {
        yield* spacing(file, item, width - item.nameWidth + 1);
      }
    }
    for (const item of siblings) {
      if (!isAligned(file, item) && startsItsLine(file, item)) {
        yield* spacing(file, item, 1);
      }
    }
  }
}

function* spacing(file: SourceFile, item: Assignment, before: number): Generator<Finding> {
  const gap = item.equals - item.nameEnd;
  if (gap !== before) {
    yield { line: item.line, message: `${gap} spaces before "=", expected ${before}` };
  }
  if (!/^= \S/.test(file.text.slice(item.equals, item.equals + 3))) {
    yield { line: item.line, message: 'not exactly one space after "="' };
  }
}

function runs(file: SourceFile, siblings: readonly Assignment[]): Assignment[][] {
  const found: Assignment[][] = [];
  let end = -1;
  for (const item of siblings.filter((candidate) => isAligned(file, candidate))) {
    const last = found.at(-1);
    if (last !== undefined && item.line === end + 1) {
      last.push(item);
    } else {
      found.push([item]);
    }
    end = item.endLine;
  }
  return found;
}

/** The columns of `=`. */
export const alignmentRules: readonly Rule[] = [fileRule("alignment", alignment)];
