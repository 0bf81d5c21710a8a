// A program of its own: what all classes of the provider leave behind is more than a test's process holds.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { TerraformDataSource } from "cdktf";
import { withStructs } from "../../../constructs/plain/cdktf/declaration-file";
import { shapesOf } from "../../../constructs/plain/cdktf/shapes";
import { shapesOfDeclarations } from "../../../constructs/plain/providers/declarations";
import type { Shapes } from "../../../constructs/plain/providers/shape";
import { type ClassShape, type ClassShapes, formsOf } from "./class-shape";

const load = createRequire(__filename);
const library = join(dirname(load.resolve("@cdktf/provider-aws/package.json")), "lib");

// A line for each class: its path as corrections have it, `aws_vpc`, `data.aws_vpc`, `aws` for the provider, its arguments, and
// what its declarations say of them.
for (const folder of readdirSync(library, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const exported = load(join(library, folder.name, "index.js")) as Record<string, unknown>;
  for (const candidate of Object.values(exported).filter(isElementClass)) {
    const isData = candidate.prototype instanceof TerraformDataSource;
    const path = isData ? `data.${candidate.tfResourceType}` : candidate.tfResourceType;
    const shapes = plain(shapesOf(Object.create(candidate.prototype), path));
    const declared = shapesOfDeclarations(withStructs(join(library, folder.name, "index.d.ts")));
    const forms = declared && formsOf(path, declared);
    process.stdout.write(`${JSON.stringify([path, shapes, forms])}\n`);
  }
  for (const file of Object.keys(load.cache)) if (file.startsWith(library)) delete load.cache[file];
}

interface ElementClass {
  readonly prototype: object;
  readonly tfResourceType: string;
}

function isElementClass(value: unknown): value is ElementClass {
  return typeof value === "function" && "tfResourceType" in value;
}

function plain(shapes: Shapes): ClassShapes {
  return Object.fromEntries(
    [...shapes].map(([name, { isBlock, nested }]): [string, ClassShape] => [
      name,
      { isBlock, nested: plain(nested) },
    ]),
  );
}
