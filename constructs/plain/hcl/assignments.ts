import { columns } from "./columns";

/** One `name = value`; the value may already span lines. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/**
 * Lines of assignments, aligned as `terraform fmt` aligns them: the `=` of consecutive lines, where a value
 * that opens a bracket and closes it on a later line ends the run and a heredoc counts as one line.
 */
export function printAssignments(lines: readonly Assignment[], indent: number): string {
  const ends = lines.map(({ value }) => value.includes("\n") && !value.startsWith("<<"));
  const widths = lines.map(({ name }) => columns(name));
  const aligned = (index: number): number => {
    if (ends[index]) return widths[index] ?? 0;
    const start = ends.lastIndexOf(true, index) + 1;
    const end = ends.indexOf(true, index);
    return Math.max(...widths.slice(start, end === -1 ? undefined : end));
  };
  return lines
    .map(({ name, value }, index) => {
      const padding = " ".repeat(aligned(index) - (widths[index] ?? 0));
      return `${" ".repeat(indent)}${name}${padding} = ${value}`;
    })
    .join("\n");
}
