import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(__dirname, "../../constructs");

/** What the package exports, by the file that declares it. */
function publicNames(entry: string): readonly { readonly file: string; readonly names: readonly string[] }[] {
  const text = readFileSync(join(ROOT, entry), "utf8");
  return [...text.matchAll(/export (?:type )?\{([^}]+)\} from "\.\/([^"]+)"/g)].map(
    ([, names = "", from]) => ({
      file: join(entry, "..", `${from}.ts`),
      names: names
        .split(",")
        .map((name) => name.replace(/\btype\b/, "").trim())
        .filter((name) => name !== ""),
    }),
  );
}

/** Declarations, and the members of those that have a body, each with whether a doc comment stands above it. */
function declarations(file: string, names: readonly string[]): { name: string; hasDoc: boolean }[] {
  const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
  const hasDoc = (index: number): boolean => /\*\/\s*$/.test(lines[index - 1] ?? "");
  return names.flatMap((name) => {
    const start = lines.findIndex((line) =>
      new RegExp(`^export (abstract )?(class|interface|type|function|const) ${name}\\b`).test(line),
    );
    if (start < 0) throw new Error(`${file} does not declare ${name}`);
    const whole = [{ name, hasDoc: hasDoc(start) }];
    if (!/\b(class|interface)\b/.test(lines[start] ?? "")) return whole;
    const end = lines.indexOf("}", start);
    const members = lines.slice(start, end).flatMap((line, offset) => {
      const member =
        /^ {2}(?!private |override |return |constructor\(\)|\/|\*|\})((?:[a-z]+ )*)(\w+)\??[(:<]/.exec(line);
      // A constructor is said by its class, and what implements `PlainElement.toBlocks` by that.
      if (member === null || ["constructor", "toBlocks"].includes(String(member[2]))) return [];
      return [{ name: `${name}.${member[2]}`, hasDoc: hasDoc(start + offset) }];
    });
    return [...whole, ...members];
  });
}

describe("what the package exports", () => {
  const found = [
    ...publicNames("plain/index.ts"),
    { file: "templates/folder.ts", names: ["Parameters", "TemplateFolder", "TemplateText"] },
  ].flatMap(({ file, names }) => declarations(file, names));

  it("is found with its members", () => {
    expect(found.length).toBeGreaterThan(80);
    expect(found.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["PlainStack.system", "hcl", "ModuleOutput.list"]),
    );
  });

  it("says in a hover what it is for", () => {
    expect(found.filter(({ hasDoc }) => !hasDoc).map(({ name }) => name)).toEqual([]);
  });
});

describe("what the package exports to be called", () => {
  // Functions and methods with parameters, with the comment above and whether they return something.
  const CALLED =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(export function | {2}(?!private |get |constructor)(?:[a-z]+ )*)(\w+)(?:<[^>]*>)?\(([^)]+)\)(?:: ([^\n]+?))? \{\n/g;
  const files = [...publicNames("plain/index.ts"), ...publicNames("templates/index.ts")];
  const called = files.flatMap(({ file, names }) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(CALLED)]
      .filter(([, , how = "", name = ""]) => !how.startsWith("export") || names.includes(name))
      .filter(([, , , name]) => name !== "toBlocks")
      .map(([, doc = "", , name, , returned = "void"]) => ({
        at: `${file}: ${name}`,
        says: doc.includes("@param") && (/^void$|^asserts /.test(returned) || doc.includes("@returns")),
      })),
  );

  it("is found", () => {
    expect(called.map(({ at }) => at)).toEqual(
      expect.arrayContaining(["plain/layout/terraform-file.ts: add", "templates/folder.ts: render"]),
    );
  });

  it("says what its parameters are, and what it returns", () => {
    expect(called.filter(({ says }) => !says).map(({ at }) => at)).toEqual([]);
  });
});

describe("a doc comment", () => {
  it("says it by itself: no one sees in a hover what the one before it said", () => {
    const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) =>
      /^(?!dist|node_modules).*\.ts$/.test(path),
    );
    expect(files.length).toBeGreaterThan(200);
    const found = files.filter((path) =>
      /\/\*\*\s*(\* )?The same\b/.test(readFileSync(join(ROOT, path), "utf8")),
    );
    expect(found).toEqual([]);
  });
});
