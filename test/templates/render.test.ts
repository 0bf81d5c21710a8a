import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PlainformError } from "../../constructs/plain/errors";
import { renderTemplate } from "../../constructs/templates";
import { type Parameters, TemplateFolder } from "../../constructs/templates/folder";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "templates-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function given(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function render(
  template: string,
  parameters?: Parameters,
  partials: Readonly<Record<string, string>> = {},
): string {
  given({ "x/file.txt.hbs": template });
  given(Object.fromEntries(Object.entries(partials).map(([name, text]) => [`partials/${name}.hbs`, text])));
  return new TemplateFolder(folder, "templates").render("x/file.txt", parameters);
}

/** All that is wrong, one line a problem: place and what. */
function problems(...input: globalThis.Parameters<typeof render>): readonly string[] {
  try {
    return [`rendered ${JSON.stringify(render(...input))}`];
  } catch (error) {
    expect(error).toBeInstanceOf(PlainformError);
    return (error as PlainformError).problems.map(({ at, what }) => `${at}: ${what}`);
  }
}

describe("the text", () => {
  it("comes with the template that it is made from, for a file of a stack", () => {
    given({ "x/boot.sh.hbs": "echo {{shell name}}\n" });
    expect(new TemplateFolder(folder).text("x/boot.sh", { name: "it's" })).toEqual({
      content: "echo 'it'\\''s'\n",
      source: join(folder, "x/boot.sh.hbs"),
    });
  });

  it("is the template's, byte by byte", () => {
    for (const text of [
      "",
      "a",
      "a\n",
      "a\n\n",
      "a\r\nb\r\n",
      "  a\t \n",
      "é \\n $x ${y} %{z} `id` & < > \" '\n",
    ]) {
      expect(render(text)).toBe(text);
    }
  });

  it("has the values, unescaped, and helpers for its languages", () => {
    expect(render("{{port}} {{shell name}} {{yaml name}}\n", { port: 80, name: "it's <b>" })).toBe(
      "80 'it'\\''s <b>' \"it's <b>\"\n",
    );
  });

  it("leaves no trace of blocks that stand alone on their lines", () => {
    const template = "a\n{{#if on}}\nb\n{{else}}\nc\n{{/if}}\n{{#each list}}\n- {{this}}\n{{/each}}\nd\n";
    expect(render(template, { on: true, list: ["x", "y"] })).toBe("a\nb\n- x\n- y\nd\n");
    expect(render(template, { on: false, list: [] })).toBe("a\nc\nd\n");
  });

  it("reaches fields, items and what is around them", () => {
    const template =
      "{{#each hosts as |host|}}{{host.name}}{{@index}}{{../zone}}{{#unless @last}},{{/unless}}{{/each}}";
    expect(render(template, { zone: "z", hosts: [{ name: "a" }, { name: "b" }] })).toBe("a0z,b1z");
  });

  it("can contain two opening braces", () => {
    expect(render("\\{{a}}")).toBe("{{a}}");
  });

  it("is the same every time", () => {
    given({ "a.hbs": "{{x}}{{> p y=x}}\n", "partials/p.hbs": "{{y}}" });
    const templates = new TemplateFolder(folder, "templates");
    expect(templates.render("a", { x: 1 })).toBe("11\n");
    expect(templates.render("a", { x: 2 })).toBe("22\n");
  });
});

describe("a partial", () => {
  it("sees what it is handed, and nothing else", () => {
    expect(render("{{> p name=user}}\n", { user: "root" }, { p: "<{{name}}>" })).toBe("<root>");
    expect(problems("{{> p name=user}}", { user: "root" }, { p: "{{name}}{{user}}" })).toEqual([
      "templates/partials/p.hbs:1: the template reads user, which it was not given",
    ]);
  });

  it("moves right as a whole, its empty lines excepted", () => {
    expect(render("a:\n  {{> p}}\nb\n", {}, { p: "one\n\n  two\n" })).toBe("a:\n  one\n\n    two\nb\n");
    expect(render("  {{> p}}\n", {}, { p: "a\n  {{> q}}\n", q: "b\nc\n" })).toBe("  a\n    b\n    c\n");
  });

  it("must be there, must be handed what it reads, and no more", () => {
    expect(problems("\n{{> gone}}")).toEqual([
      "templates/x/file.txt.hbs:2: the template templates/partials/gone.hbs cannot be read",
    ]);
    expect(problems("a\n{{> p b=1}}", {}, { p: "\n\n{{a}}" })).toEqual([
      "templates/partials/p.hbs:3: the template reads a, which it was not given",
      "templates/x/file.txt.hbs:2: the parameter b is never read by templates/partials/p.hbs",
    ]);
  });

  it("does not include itself", () => {
    expect(problems("{{> p}}", {}, { p: "{{> q}}", q: "\n{{> p}}" })).toEqual([
      "templates/partials/q.hbs:2: a partial includes itself",
    ]);
  });
});

describe("an error with template and line", () => {
  it("meets an unknown name, in a branch that is not taken too", () => {
    expect(problems("a\n{{b}}")).toEqual([
      "templates/x/file.txt.hbs:2: the template reads b, which it was not given",
    ]);
    expect(problems("{{#if on}}\n{{shell b}}\n{{/if}}", { on: false })).toEqual([
      "templates/x/file.txt.hbs:2: the template reads b, which it was not given",
    ]);
  });

  it("meets a parameter that is never read, but not one read in a branch that is not taken", () => {
    expect(problems("a", { b: 1 })).toEqual(["templates/x/file.txt.hbs: the parameter b is never read"]);
    expect(
      render("{{#if on}}{{b}}{{/if}}{{#each list}}{{../c}}{{/each}}", { on: false, b: 1, list: [], c: 2 }),
    ).toBe("");
    expect(render("{{#if on}}{{> p c=b}}{{/if}}", { on: false, b: 1 }, { p: "{{c}}" })).toBe("");
  });

  it("meets values that have no text", () => {
    const place = "templates/x/file.txt.hbs:2";
    expect(problems("\n{{a}}", { a: undefined })).toEqual([`${place}: a value is undefined`]);
    expect(problems("\n{{shell a}}", { a: null })).toEqual([`${place}: a value is null`]);
    expect(problems("\n{{#if a}}{{/if}}", { a: undefined })).toEqual([`${place}: a value is undefined`]);
    expect(problems("\n{{a}}", { a: { b: 1 } })).toEqual([`${place}: a value has no text`]);
    expect(problems("\n{{yaml a}}", { a: ["b"] })).toEqual([`${place}: a value has no text`]);
    expect(problems("\n{{a}}", { a: "b c" })).toEqual([`${place}: a value needs the quotes of its language`]);
    expect(problems("\n{{#each a}}{{/each}}", { a: "b" })).toEqual([
      `${place}: {{#each}} runs over something that is not a list`,
    ]);
    expect(problems("\n{{shell a}}", { a: "\0" })).toEqual([`${place}: a string holds a NUL character`]);
  });

  it("meets fields that are not there, a prototype's among them", () => {
    const place = "templates/x/file.txt.hbs:2";
    expect(problems("\n{{a.b.c}}", { a: {} })).toEqual([`${place}: there is no field b to read .b.c`]);
    expect(problems("\n{{shell a.constructor}}", { a: {} })).toEqual([
      `${place}: there is no field constructor to read .constructor`,
    ]);
    expect(problems("\n{{#each list}}{{toString}}{{/each}}", { list: [{}] })).toEqual([
      `${place}: a value is undefined`,
    ]);
    expect(problems("\n{{constructor}}{{__proto__}}")).toEqual([
      `${place}: the template reads constructor, which it was not given`,
      `${place}: the template reads __proto__, which it was not given`,
    ]);
  });

  it("meets everything that Handlebars can do and we do not want", () => {
    const place = "templates/x/file.txt.hbs:1";
    expect(problems("{{foo a}}{{#with a}}{{/with}}{{shell}}{{shell a a}}{{shell (b a)}}", { a: 1 })).toEqual([
      `${place}: there is no helper foo`,
      `${place}: there is no block with`,
      // {{shell}} and {{shell a a}}, in one line.
      `${place}: the helper shell takes exactly one value`,
      `${place}: a helper is given another helper`,
      "templates/x/file.txt.hbs: the parameter a is never read",
    ]);
    expect(problems("{{> (a)}}{{> p a}}{{#*inline 'q'}}{{/inline}}{{@root.a}}{{../a}}{{this}}")).toEqual([
      `${place}: a partial is called by its name, with named parameters`,
      `${place}: a partial is called by its name, with named parameters`,
      `${place}: partial blocks, inline partials and decorators are not supported`,
      `${place}: there is no @root.a`,
      `${place}: ../a leads out of the template`,
      `${place}: this means all parameters at once`,
    ]);
    expect(problems("{{this.json}}", { json: 1 })).toEqual([
      "templates/x/file.txt.hbs: the parameter json has the name of a helper",
    ]);
  });

  it("meets a template that cannot be parsed", () => {
    const what = "Handlebars cannot read the template";
    expect(problems("a\n{{#if b}}\n")).toEqual([`templates/x/file.txt.hbs:3: ${what}`]);
    expect(problems("a\n{{#if b}}{{/unless}}")).toEqual([`templates/x/file.txt.hbs:2: ${what}`]);
    expect(problems("a\n{{b")).toEqual([`templates/x/file.txt.hbs:2: ${what}`]);
  });

  it("tells everything at once", () => {
    expect(problems("{{a}}\n{{b}}\n{{> c}}", { d: 1 })).toHaveLength(4);
  });
});

describe("renderTemplate", () => {
  it("finds the project's templates wherever it is called from", () => {
    const before = process.cwd();
    process.chdir(tmpdir());
    try {
      expect(renderTemplate("partials/bash-download")).toContain("sha256sum");
    } finally {
      process.chdir(before);
    }
  });

  it("takes names below the templates folder only", () => {
    for (const name of ["../package", "/etc/passwd", "a/../b", "", "a//b", "a\\b", ".hidden"]) {
      expect(() => renderTemplate(name)).toThrow("not a path below the templates folder");
    }
    expect(() => renderTemplate("bouvet/nothing")).toThrow(
      "the template templates/bouvet/nothing.hbs cannot be read",
    );
  });
});
