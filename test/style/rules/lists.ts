import type { Expression, Tuple } from "../hcl/ast";
import { childrenOf } from "../hcl/walk";
import type { SourceFile } from "../module";
import { type Finding, fileRule, type Rule } from "../rule";
import { type Assignment, isAligned, siblingsIn, startsItsLine, textAfter, textBefore } from "../siblings";

const LIST_COLUMNS = 80;

/** The lists of a value, but not those inside templates, and not the objects' (they come by themselves). */
function* tuplesIn(value: Expression): Generator<Tuple> {
  if (value.kind === "tuple") {
    yield value;
  }
  if (value.kind !== "template" && value.kind !== "object") {
    for (const child of childrenOf(value)) {
      yield* tuplesIn(child);
    }
  }
}

/** Lists inside an object that stands in a list or a call, which `siblingsIn` brings by themselves. */
function* lists(file: SourceFile): Generator<[Tuple, Assignment, readonly Assignment[]]> {
  for (const siblings of siblingsIn(file)) {
    for (const item of siblings) {
      for (const tuple of tuplesIn(item.value)) {
        yield [tuple, item, siblings];
      }
    }
  }
}

/** Records, matrices and texts of several lines are not for one line. */
function isSimple(item: Expression): boolean {
  return item.line === item.endLine && !["object", "tuple", "for"].includes(item.kind);
}

/** The column at which a list's `[` would stand if its argument were aligned with its neighbours. */
function alignedPrefix(
  file: SourceFile,
  list: Tuple,
  item: Assignment,
  siblings: readonly Assignment[],
): number {
  const prefix = [...textBefore(file, list.start)].length;
  if (list.line !== item.line || !startsItsLine(file, item)) {
    return prefix;
  }
  const widths = [item.nameWidth];
  const index = siblings.indexOf(item);
  for (const step of [-1, 1]) {
    let current = item;
    for (let at = index + step; ; at += step) {
      const next = siblings[at];
      const [upper, lower] = step < 0 ? [next, current] : [current, next];
      if (next === undefined || upper?.endLine !== (lower?.line ?? 0) - 1 || !isAligned(file, next)) {
        break;
      }
      widths.push(next.nameWidth);
      current = next;
    }
  }
  return prefix - (item.equals - item.start) + Math.max(...widths) + 1;
}

/** A list that fits on a line of 80 columns stands on one. */
function* shortOnOneLine(file: SourceFile): Generator<Finding> {
  for (const [list, item, siblings] of lists(file)) {
    const text = file.text.slice(list.start, list.end);
    if (list.line === list.endLine || /(^|\n)\s*#|\s#\s/.test(text) || !list.items.every(isSimple)) {
      continue;
    }
    const inside = list.items.map((entry) => file.text.slice(entry.start, entry.end)).join(", ");
    const after = textAfter(file, list.end).trimEnd();
    const columns = alignedPrefix(file, list, item, siblings) + [...inside].length + 2 + [...after].length;
    if (columns <= LIST_COLUMNS) {
      yield { line: list.line, message: `a list that fits in ${LIST_COLUMNS} columns stands on one line` };
    }
  }
}

/** A list that does not fit is broken; one inside a longer expression is left to its author. */
function* longIsBroken(file: SourceFile): Generator<Finding> {
  for (const [list, item] of lists(file)) {
    const columns = [...(file.lines[list.line - 1] ?? "")].length;
    if (
      list === item.value &&
      list.line === list.endLine &&
      list.items.length > 1 &&
      startsItsLine(file, item) &&
      columns > LIST_COLUMNS
    ) {
      yield { line: list.line, message: `a list on a line of ${columns} columns; one item a line` };
    }
  }
}

/** One item a line, each with its comma; a single item may hug the brackets: `[{ … }]`. */
function* oneItemPerLine(file: SourceFile): Generator<Finding> {
  for (const [list] of lists(file)) {
    const [only] = list.items;
    const isHug = list.items.length === 1 && only?.line === list.line && only.endLine === list.endLine;
    if (list.line === list.endLine || isHug) {
      continue;
    }
    const crowded = list.items.find((entry) => !startsItsLine(file, entry));
    if (crowded !== undefined) {
      yield { line: crowded.line, message: "a list of several lines has one item a line" };
    } else if (!startsItsLine(file, { start: list.end - 1 })) {
      yield { line: list.endLine, message: 'the "]" of a list of several lines stands on its own line' };
    } else if (!list.trailingComma && list.items.length > 0) {
      yield { line: list.endLine - 1, message: "no comma after the last item of a list of several lines" };
    }
  }
}

/** How lists are laid out. */
export const listRules: readonly Rule[] = [
  fileRule("short-list-on-one-line", shortOnOneLine),
  fileRule("long-list-broken", longIsBroken),
  fileRule("one-item-per-line", oneItemPerLine),
];
