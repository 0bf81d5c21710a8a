import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(__dirname, "../..");

/** What CONTRIBUTING.md says of a value's spelling, and what breaks it. */
const RULES: readonly (readonly [says: string, broken: RegExp])[] = [
  ["a whole value is a token: size.numberValue", /hcl(?:\.(?!map)\w+)?`\$\{[^`{}]*\}`/],
  ["a text is a template string: `${name}-data`", /hcl(?:\.\w+)?`"[^`]*"`|\\\$\{\$\{[^{}]*\}\}/],
  [
    "an address is never written by hand",
    /hcl(?:\.\w+)?`[^`]*(?<![\w.-])(?:var|local)\.[a-z_]|\\\$\{(?:var|local)\./,
  ],
  ["a hole takes the element itself: ${name}", /\$\{[^{}]*\.(?:\w+Value|as[A-Z]\w+)\}/],
];

/** Where a text breaks a rule, as `line: what`. */
function broken(text: string): readonly string[] {
  const code = text.replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ""));
  return RULES.flatMap(([says, pattern]) =>
    [...code.matchAll(new RegExp(pattern, "g"))].map(
      ({ index, 0: match }) => `${code.slice(0, index).split("\n").length}: ${match}: ${says}`,
    ),
  );
}

const SOURCES = ["stacks", "constructs/aws"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`),
);

describe("a value is spelled in one way", () => {
  it.each(SOURCES)("in %s", (file) => {
    expect(broken(readFileSync(join(ROOT, file), "utf8"))).toEqual([]);
  });

  it.each([
    ["hcl`${region}`", "a whole value is a token"],
    ["hcl.bool`${disposable}`", "a whole value is a token"],
    ["hcl`${x.y}`", "a whole value is a token"],
    ['hcl`"\\${${name}}-data"`', "a text is a template string"],
    ['hcl`coalesce(${bucket}, "\\${${name}}-data")`', "a text is a template string"],
    ["hcl`var.region`", "an address is never written by hand"],
    ["hcl.bool`\n  length(local.zones) > 0`", "an address is never written by hand"],
    ["`\\${var.region} has none`", "an address is never written by hand"],
    ["`${name.stringValue}-data`", "a hole takes the element itself"],
    ["hcl`max(${size.numberValue}, 100)`", "a hole takes the element itself"],
    ["`${local.asString}`", "a hole takes the element itself"],
  ])("and %s is not it", (text, says) => {
    expect(broken(text).join()).toContain(says);
  });

  it.each([
    "region.stringValue",
    "hcl`max(${size}, 100)`",
    "hcl.map`${tags}`",
    "`${name}-data`",
    "hcl`coalesce(${bucket}, ${`${name}-data`})`",
    'hcl`templatefile("\\${path.module}/x", { a = ${a} })`',
    "`/${name}/\\${each.key}`",
    "// hcl`var.region`",
  ])("and %s is", (text) => {
    expect(broken(text)).toEqual([]);
  });
});
