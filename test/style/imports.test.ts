import { join } from "node:path";
import { expect, it } from "vitest";
import { circle, importsIn, sourcesIn } from "../support/imports";

const ROOT = join(__dirname, "../..");
const FILES = ["stacks", "constructs"].flatMap((folder) =>
  sourcesIn(join(ROOT, folder)).map((file) => `${folder}/${file}`),
);

it("no files of the systems and the package import each other in a circle, for types either", () => {
  expect(circle(FILES, (file) => importsIn(ROOT, file, FILES))).toBeUndefined();
});

it("a circle is found, with the way around it", () => {
  const imports: Readonly<Record<string, readonly string[]>> = { a: ["b"], b: ["c", "d"], c: [], d: ["b"] };
  expect(circle(Object.keys(imports), (file) => imports[file] ?? [])).toEqual(["b", "d", "b"]);
});
