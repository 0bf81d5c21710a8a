import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { circle, importsIn, sourcesIn } from "../support/imports";

const PACKAGE = resolve(__dirname, "../../constructs");
const ENGINE = join(PACKAGE, "plain");

/** What each room may import; "" is the public classes on top. What lies open is named below. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  "": ["command", "synth", "check", "layout", "lower", "cdktf", "hcl", "tree"],
  command: ["synth", "layout", "cdktf", "terraform", "tree"],
  synth: ["check", "diagram", "document", "layout", "lower", "cdktf", "providers", "hcl", "tree"],
  diagram: ["providers", "hcl"],
  document: ["hcl"],
  check: ["layout", "lower", "cdktf", "providers", "hcl"],
  layout: ["lower", "cdktf", "hcl"],
  lower: ["cdktf", "providers", "hcl"],
  cdktf: ["providers"],
  providers: [],
  hcl: [],
  terraform: [],
  tree: [],
};

/** What each folder beside the engine may import; "plain" is its public classes, "plain/…" any of its rooms. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  "plan-json": ["plain/check"],
  aws: ["plain", "templates"],
  cli: ["convert", "plan-json", "review", "plain/command", "plain/tree"],
  convert: [
    "plan-json",
    "plain/check",
    "plain/synth",
    "plain/layout",
    "plain/lower",
    "plain/cdktf",
    "plain/providers",
    "plain/hcl",
    "plain/terraform",
    "plain/tree",
  ],
  review: ["plain/terraform", "plan-json"],
  templates: ["plain/layout", "plain/hcl"],
};

/** What everybody may import. */
const OPEN = ["errors.ts", "grouped.ts"];

/** A type of AWS, or its provider's name, as code has it; `aws-json` and `aws` are files in the room of providers. */
const AWS = /"(?:data\.)?aws(?:_\w+)?"|\/.*\baws_.*\//;

/** What is private in cdktf, by the names that one would have to write to reach it. */
const INSIDES =
  /TfToken\[|Symbol\.for\("cdktf\/|"@cdktf\/(?:info|warn|error)"|\b(?:rawOverrides|_elementType|synthesizeAttributes|synthesizeHclAttributes|terraformMetaArguments|terraformGeneratorMetadata|writeToFile|buildManifest|_getForEachExpression|_getKey|_getValue|prototype as unknown)\b/;

const files = sourcesIn(ENGINE);

/** The lines of a file of the engine that are no comments. */
const linesOf = (file: string) =>
  readFileSync(join(ENGINE, file), "utf8")
    .split("\n")
    .map((line, index) => ({ place: `${file}:${index + 1}`, code: line.trim() }))
    .filter(({ code }) => !/^(?:\/?\*|\/\/)/.test(code));

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
        .filter((imported) => !OPEN.includes(imported) && roomOf(imported) !== roomOf(file))
        .filter((imported) => !BELOW[roomOf(file)]?.includes(roomOf(imported)))
        .map((imported) => `${file} -> ${imported}`),
    );
    expect(upward).toEqual([]);
  });

  it("hold no circle of imports", () => {
    expect(circle(files, importsOf)).toBeUndefined();
  });

  it("know nothing of AWS but in that of providers, and in one pattern of the secrets", () => {
    const knowing = files
      .filter((file) => roomOf(file) !== "providers")
      .flatMap((file) => linesOf(file).filter(({ code }) => AWS.test(code)))
      .map(({ place }) => place.replace(/:\d+$/, ""));
    expect(knowing).toEqual(["check/literal-secrets.ts"]);
  });

  it("leave the insides of cdktf to one of them", () => {
    const touching = files
      .filter((file) => roomOf(file) !== "cdktf")
      .flatMap((file) => linesOf(file).filter(({ code }) => INSIDES.test(code)))
      .map(({ place, code }) => `${place}: ${code}`);
    expect(touching).toEqual([]);
  });
});

describe("the rooms beside the engine", () => {
  const all = sourcesIn(PACKAGE);
  const imports = (file: string) => importsIn(PACKAGE, file, all);
  const placeOf = (file: string): string =>
    file
      .split("/")
      .slice(0, file.startsWith("plain/") ? -1 : 1)
      .join("/");

  it("are those that are known here", () => {
    const beside = all.map(placeOf).filter((place) => !/^plain(?:\/|$)/.test(place));
    expect([...new Set(beside)].sort()).toEqual(Object.keys(BESIDE).sort());
  });

  it("import only what is below them", () => {
    const upward = Object.entries(BESIDE).flatMap(([room, below]) =>
      all
        .filter((file) => placeOf(file) === room)
        .flatMap((file) =>
          imports(file)
            .filter(
              (imported) => !OPEN.some((name) => imported === `plain/${name}`) && placeOf(imported) !== room,
            )
            .filter((imported) => !below.includes(placeOf(imported)))
            .map((imported) => `${file} -> ${imported}`),
        ),
    );
    expect(upward).toEqual([]);
  });

  it("hold no circle of imports", () => {
    expect(circle(all, imports)).toBeUndefined();
  });
});
