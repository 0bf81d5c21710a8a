import type { Problem } from "../errors";
import type { Input, Interface } from "./interface";
import { leadingCode, type MarkedTable, markedTable, type Row } from "./marked-table";

/** Where a document stands, for what is said about it. */
export interface DocumentPlace {
  /** Path of its construct. */
  readonly at: string;
  /** The file that its author writes: `templates/site/README.md.hbs`. */
  readonly source: string;
}

/**
 * What a document says of a module's variables and outputs and is not so. Its table below `<!-- inputs -->` has the
 * columns name, type, default and description, and the one below `<!-- outputs -->` begins with the name. The words are
 * the author's: what is compared are names, the type, and the code that the default begins with. A default without
 * code is a required value, in whatever words; `…` in code stands for what is left out.
 */
export function documentDrift(text: string, { inputs, outputs }: Interface, place: DocumentPlace): Problem[] {
  const tables = {
    inputs: markedTable(text, "inputs"),
    outputs: markedTable(text, "outputs"),
  };
  return [
    ...namesDrift("variable", tables.inputs, inputs.map(rowOf), place, "inputs"),
    ...namesDrift("output", tables.outputs, outputs.map(outputRow), place, "outputs"),
    ...inputs.flatMap((input) => {
      const row = tables.inputs?.rows.find(({ cells }) => leadingCode(cells[0]) === input.name);
      return row === undefined ? [] : inputDrift(input, row, place);
    }),
  ];
}

interface Expected {
  readonly name: string;
  /** A row for it, to paste. */
  readonly row: string;
}

function namesDrift(
  kind: string,
  table: MarkedTable | undefined,
  expected: readonly Expected[],
  { at, source }: DocumentPlace,
  mark: string,
): Problem[] {
  if (table === undefined)
    return expected.length === 0
      ? []
      : [
          {
            at,
            what: `the document has no table of ${mark}`,
            got: `${source} without a line "<!-- ${mark} -->"`,
            expected: `that line, and a table below it that names each ${kind}`,
            fix: `add\n${expected.map(({ row }) => `    ${row}`).join("\n")}`,
          },
        ];
  const known = new Set(expected.map(({ name }) => name));
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { cells, line } of table.rows) {
    const name = leadingCode(cells[0]);
    if (name !== undefined && known.has(name) && !seen.has(name)) seen.add(name);
    else
      problems.push({
        at,
        what:
          name !== undefined && seen.has(name)
            ? `the document describes ${article(kind)} twice`
            : `the document describes ${article(kind)} that the stack does not have`,
        got: `${source}:${line}: ${cells[0] ?? ""}`,
        fix: "remove the row, or correct its name",
      });
  }
  for (const { name, row } of expected.filter((each) => !seen.has(each.name)))
    problems.push({
      at,
      what: `the document lacks the ${kind} ${name}`,
      got: `${source}:${table.line}: a table without it`,
      fix: `add a row: ${row}`,
    });
  return problems;
}

function inputDrift(input: Input, { cells, line }: Row, { at, source }: DocumentPlace): Problem[] {
  const [, type, preset] = cells;
  const differs = (what: string, got: string | undefined, expected: string): Problem => ({
    at,
    what: `the document gives another ${what} of the variable ${input.name}`,
    got: `${source}:${line}: ${got || "(nothing)"}`,
    expected,
  });
  const written = leadingCode(preset);
  const isSame = input.default === undefined ? written === undefined : matches(written ?? "", input.default);
  return [
    ...(matches(leadingCode(type) ?? "", input.type) ? [] : [differs("type", type, `\`${input.type}\``)]),
    ...(isSame
      ? []
      : [
          differs(
            "default",
            preset,
            input.default === undefined ? "words without code: a value is required" : `\`${input.default}\``,
          ),
        ]),
  ];
}

function rowOf({ name, type, default: preset }: Input): Expected {
  const cells = [name, type].map((cell) => `\`${cell}\``);
  return {
    name,
    row: `| ${[...cells, preset === undefined ? "required" : `\`${preset}\``].join(" | ").replaceAll("||", "\\|\\|")} | … |`,
  };
}

function outputRow(name: string): Expected {
  return { name, row: `| \`${name}\` | … |` };
}

/** Whether an author's code is a text, in which `…` stands for anything. */
function matches(written: string, text: string): boolean {
  const parts = written.split("…");
  const plain = (part: string): string => part.replaceAll(/\s+/g, "");
  const whole = plain(text);
  let from = 0;
  for (const [index, part] of parts.map(plain).entries()) {
    const isLast = index === parts.length - 1;
    const found = isLast && index > 0 ? whole.length - part.length : whole.indexOf(part, from);
    if (found < from || !whole.startsWith(part, found) || (index === 0 && found !== 0)) return false;
    from = found + part.length;
  }
  return from === whole.length;
}

function article(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}
