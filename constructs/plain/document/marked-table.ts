/** A row of a table in Markdown. */
export interface Row {
  /** Line of the text that it stands on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table below a mark such as `<!-- inputs -->`. */
export interface MarkedTable {
  /** Line of the mark, from 1. */
  readonly line: number;
  readonly rows: readonly Row[];
}

/**
 * The table that stands directly below `<!-- mark -->`, without its two lines of heads. A mark instead of a heading:
 * the document may be in any language.
 *
 * @returns undefined when the text has no such mark
 */
export function markedTable(text: string, mark: string): MarkedTable | undefined {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.trim() === `<!-- ${mark} -->`);
  if (at < 0) return undefined;
  const start = lines.findIndex((line, index) => index > at && line.trim() !== "");
  const rows: Row[] = [];
  for (let index = start; index > 0 && lines[index]?.trim().startsWith("|"); index += 1)
    rows.push({ line: index + 1, cells: cellsOf(lines[index] ?? "") });
  return { line: at + 1, rows: rows.slice(2) };
}

function cellsOf(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The text of the code that a cell begins with: `list(string)` of "`list(string)`, at least one". */
export function leadingCode(cell: string | undefined): string | undefined {
  return /^`([^`]+)`/.exec(cell ?? "")?.[1];
}

/** All code in a cell. */
export function codes(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}
