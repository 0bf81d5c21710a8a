import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsOf } from "../support/synth";

const DOCUMENT = [
  "# Site",
  "",
  "<!-- inputs -->",
  "",
  "| Nom | Type | Défaut | Description |",
  "| --- | --- | --- | --- |",
  "| `region` | `string` | obligatoire | Région |",
  "| `ports` | `list(number)` | `[80, …]`: the web's | Ports |",
  "",
  "<!-- outputs -->",
  "| Sortie | |",
  "| --- | --- |",
  "| `ip` | Adresse |",
  "",
].join("\n");

/** What a synth says of a document about a stack with two variables and an output. */
function drift(content: string, documents = true): readonly string[] {
  const problems = problemsOf((stack) => {
    stack.text("README.md", { content, documents, source: "templates/README.md.hbs" });
    const file = stack.file("main.tf");
    file.variable("region", { type: "string" });
    file.variable("ports", { type: "list(number)", default: [80, 443] });
    file.output("ip", { value: "192.0.2.1" });
  });
  return problems.map(({ at, what, got = "", fix = "" }) => `${at}: ${what}; ${got}; ${fix}`);
}

const AT = "system/README.md: the document";
const LINE = "templates/README.md.hbs:";

describe("a document about a stack", () => {
  it("passes in any language when names, types and defaults are the stack's", () => {
    expect(drift(DOCUMENT)).toEqual([]);
  });

  it("is compared only where it is said to be one", () => {
    expect(drift("# Site\n", false)).toEqual([]);
  });

  it.each([
    [
      "`region`",
      "`regions`",
      [
        `${AT} describes a variable that the stack does not have; ${LINE}7: \`regions\`; remove it, or correct its name`,
        `${AT} lacks the variable region; ${LINE}3: nothing below it names it; add a row: | \`region\` | \`string\` | required | … |`,
      ],
    ],
    [
      "| `ip` | Adresse |\n",
      "",
      [`${AT} lacks the output ip; ${LINE}10: nothing below it names it; add a row: | \`ip\` | … |`],
    ],
    [
      "| `ip` |",
      "| `ip` | one |\n| `ip` |",
      [
        `${AT} describes a output twice; ${LINE}14: \`ip\`; remove it, or correct its name`.replace(
          "a output",
          "an output",
        ),
      ],
    ],
    [
      "obligatoire",
      "`null`",
      [
        `${AT} gives another default of the variable region; ${LINE}7: \`null\`; correct the row, or the variable`,
      ],
    ],
    [
      "`[80, …]`",
      "none",
      [
        `${AT} gives another default of the variable ports; ${LINE}8: none: the web's; correct the row, or the variable`,
      ],
    ],
    [
      "`[80, …]`",
      "`[80]`",
      [
        `${AT} gives another default of the variable ports; ${LINE}8: \`[80]\`: the web's; correct the row, or the variable`,
      ],
    ],
    [
      "`list(number)`",
      "`list(string)`",
      [
        `${AT} gives another type of the variable ports; ${LINE}8: \`list(string)\`; correct the row, or the variable`,
      ],
    ],
  ])("that says %j as %j is refused with file and line", (from, to, expected) => {
    expect(drift(DOCUMENT.replace(from, to))).toEqual(expected);
  });

  it("without the tables is told what they hold", () => {
    const [inputs, outputs] = drift("# Site\n");
    expect(inputs).toContain('without a line "<!-- inputs -->"');
    expect(inputs).toContain("| `ports` | `list(number)` | `[80, 443]` | … |");
    expect(outputs).toContain("| `ip` | … |");
  });

  it("is told by the line of its template, where that has the line, and by its own where a partial gives it", () => {
    const folder = mkdtempSync(join(tmpdir(), "plainform-document-"));
    const source = join(folder, "README.md.hbs");
    writeFileSync(source, "{{> head}}\n<!-- inputs -->\n| Name | Type |\n| --- | --- |\n| `gone` | |\n");
    const head = "<!-- outputs -->\n| Name |\n| --- |\n| `lost` |\n";
    const content = readFileSync(source, "utf8").replace("{{> head}}", head);
    const found = problemsOf((stack) => void stack.text("README.md", { content, documents: true, source }));
    rmSync(folder, { recursive: true });
    expect(found.map(({ got }) => got)).toEqual([
      "README.md.hbs:5: `gone`",
      "README.md.hbs, line 4 of what it gives: `lost`",
    ]);
  });
});
