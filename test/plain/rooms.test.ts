import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { circle, importsIn, sourcesIn } from "../support/imports";

const ENGINE = resolve(__dirname, "../../constructs/plain");

/** What each room may import; "" is the public classes on top. Everybody may import the errors. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  "": ["outside: ../cli", "command", "synth", "check", "layout", "lower", "cdktf", "hcl", "tree"],
  command: ["synth", "layout", "cdktf", "tree"],
  synth: ["check", "diagram", "document", "layout", "lower", "cdktf", "providers", "hcl", "tree"],
  diagram: ["providers", "hcl"],
  document: ["hcl"],
  check: ["layout", "lower", "cdktf", "providers", "hcl"],
  layout: ["lower", "cdktf", "hcl"],
  lower: ["cdktf", "providers", "hcl"],
  cdktf: ["providers"],
  providers: [],
  hcl: [],
  tree: [],
};

/** What is private in cdktf, by the names that one would have to write to reach it. */
const INSIDES =
  /TfToken\[|Symbol\.for\("cdktf\/|"@cdktf\/(?:info|warn|error)"|\b(?:rawOverrides|_elementType|synthesizeAttributes|synthesizeHclAttributes|terraformMetaArguments|terraformGeneratorMetadata|writeToFile|buildManifest|_getForEachExpression|_getKey|_getValue|prototype as unknown)\b/;

const files = sourcesIn(ENGINE);
const textOf = (file: string): string => readFileSync(join(ENGINE, file), "utf8");
const roomOf = (file: string): string => (file.includes("/") ? dirname(file) : "");

/** The files of the engine that a file imports, for types too. */
const importsOf = (file: string) => importsIn(ENGINE, file, files);

describe("the rooms of the engine", () => {
  it("are those that are known here", () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(BELOW).sort());
  });

  it("import only what is below them", () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => imported !== "errors.ts" && roomOf(imported) !== roomOf(file))
        .filter((imported) => !BELOW[roomOf(file)]?.includes(roomOf(imported)))
        .map((imported) => `${file} -> ${imported}`),
    );
    expect(upward).toEqual([]);
  });

  it("hold no circle of imports", () => {
    expect(circle(files, importsOf)).toBeUndefined();
  });

  it("leave the insides of cdktf to one of them", () => {
    const touching = files
      .filter((file) => roomOf(file) !== "cdktf")
      .flatMap((file) =>
        textOf(file)
          .split("\n")
          .flatMap((line, index) => (INSIDES.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
      );
    expect(touching).toEqual([]);
  });
});
