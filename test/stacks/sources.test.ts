import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(__dirname, "../..");
const OUT = join(ROOT, "cdktf.out");

/** Each file of a tree that says so, with what it is generated from. */
const GENERATED = readdirSync(OUT, { recursive: true, encoding: "utf8" })
  .filter((path) => !path.includes(".terraform/") && statSync(join(OUT, path)).isFile())
  .map(
    (path) =>
      [path, /Generated from (\S+) by plainform/.exec(readFileSync(join(OUT, path), "utf8"))?.[1]] as const,
  )
  .filter((found): found is [string, string] => found[1] !== undefined)
  .sort();

it.each(GENERATED)("%s names the file that an author has to open", (_, source) => {
  expect(statSync(join(ROOT, source)).isFile()).toBe(true);
});

it("the file that writes ec2.tf is called ec2.ts; an entry writes the terraform block, and may write all of a module", () => {
  const others = GENERATED.filter(
    ([path, source]) => path.endsWith(".tf") && basename(path, ".tf") !== basename(source, ".ts"),
  );
  const isOnlySettings = (path: string): boolean =>
    /^#[^\n]*\n\nterraform \{\n(?:[ }][^\n]*\n|\n)*\}\n$/.test(readFileSync(join(OUT, path), "utf8"));
  expect(others.filter(([path]) => !path.includes("/modules/") && !isOnlySettings(path))).toEqual([]);
  expect(others.filter(([, source]) => !/\/(?:index|main)\.ts$/.test(source))).toEqual([]);
});
