import type { Problem } from "../errors";
import type { Input, Interface } from "./interface";
import { codes, leadingCode, type MarkedTable, markedTable, type Row } from "./marked-table";
import { markedTree } from "./marked-tree";
import { type DocumentPlace, type Expected, type Mention, mentionsDrift } from "./mentions";

/** What a document is about: a root module, and what comes with it. */
export interface Documented {
  readonly interface: Interface;
  /** Addresses of all resources, those of local modules too. */
  readonly resources: readonly string[];
  /** Paths of all files, below the system's folder. */
  readonly files: readonly string[];
}

/**
 * What a document says of a stack and is not so. Its table below `<!-- inputs -->` has the
 * columns name, type, default and description, and the one below `<!-- outputs -->` begins with the name. The words are
 * the author's: what is compared are names, the type, and the code that the default begins with. A default without
 * code is a required value, in whatever words; `…` in code stands for what is left out.
 *
 * Where it has the marks, each resource is named once by its address in the first column of the table below
 * `<!-- resources -->`, several in a row as the author likes, and each file in the tree below `<!-- files -->`.
 */
export function documentDrift(text: string, about: Documented, place: DocumentPlace): Problem[] {
  const { inputs, outputs } = about.interface;
  const tables = {
    inputs: markedTable(text, "inputs"),
    outputs: markedTable(text, "outputs"),
  };
  return [
    ...namesDrift("variable", tables.inputs, inputs.map(rowOf), place, "inputs"),
    ...namesDrift("output", tables.outputs, outputs.map(outputRow), place, "outputs"),
    ...resourcesDrift(markedTable(text, "resources"), about.resources, place),
    ...filesDrift(text, about.files, place),
    ...inputs.flatMap((input) => {
      const row = tables.inputs?.rows.find(({ cells }) => leadingCode(cells[0]) === input.name);
      return row === undefined ? [] : inputDrift(input, row, place);
    }),
  ];
}

/** A name, and a row for it to paste. */
interface ExpectedRow {
  readonly name: string;
  readonly row: string;
}

function namesDrift(
  kind: string,
  table: MarkedTable | undefined,
  expected: readonly ExpectedRow[],
  place: DocumentPlace,
  mark: string,
): Problem[] {
  if (table === undefined)
    return expected.length === 0
      ? []
      : [
          {
            at: place.at,
            what: `the document has no table of ${mark}`,
            got: `${place.source} without a line "<!-- ${mark} -->"`,
            expected: `that line, and a table below it that names each ${kind}`,
            fix: `add\n${expected.map(({ row }) => `    ${row}`).join("\n")}`,
          },
        ];
  const all = table.rows.map(({ cells, line }) => ({
    name: leadingCode(cells[0]),
    line,
    text: cells[0] ?? "",
  }));
  const rows = expected.map(({ name, row }) => ({ name, fix: `add a row: ${row}` }));
  return mentionsDrift(kind, { line: table.line, all }, rows, place);
}

function resourcesDrift(
  table: MarkedTable | undefined,
  resources: readonly string[],
  place: DocumentPlace,
): Problem[] {
  if (table === undefined) return [];
  const all = table.rows.flatMap(({ cells: [cell = ""], line }): Mention[] => {
    const names = codes(cell);
    return names.length === 0
      ? [{ name: undefined, line, text: cell }]
      : names.map((name) => ({ name, line, text: `\`${name}\`` }));
  });
  const expected = resources.map(
    (name): Expected => ({ name, fix: `name \`${name}\` in the first column of a row` }),
  );
  return mentionsDrift("resource", { line: table.line, all }, expected, place);
}

function filesDrift(text: string, files: readonly string[], place: DocumentPlace): Problem[] {
  const tree = markedTree(text);
  if (tree === undefined) return [];
  const expected = files.map((name): Expected => ({ name, fix: `draw ${name} in the tree` }));
  return mentionsDrift("file", tree, expected, place);
}

function inputDrift(input: Input, { cells, line }: Row, { at, placeOf }: DocumentPlace): Problem[] {
  const [, type, preset] = cells;
  const differs = (what: string, got: string | undefined, expected: string): Problem => ({
    at,
    what: `the document gives another ${what} of the variable ${input.name}`,
    got: `${placeOf(line)}: ${got || "(nothing)"}`,
    expected,
    fix: "correct the row, or the variable",
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

function rowOf({ name, type, default: preset }: Input): ExpectedRow {
  const cells = [name, type].map((cell) => `\`${cell}\``);
  return {
    name,
    row: `| ${[...cells, preset === undefined ? "required" : `\`${preset}\``].join(" | ").replaceAll("||", "\\|\\|")} | … |`,
  };
}

function outputRow(name: string): ExpectedRow {
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
