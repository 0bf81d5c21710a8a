import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const LANGUAGES = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** Where a folder's own code is, when no file of it is called what it writes. */
const ENTRIES = ["index", "main"];

/**
 * The file that an author opens to change a generated one.
 *
 * @param source what its stack, module or text says it comes from: a file (`__filename`, `import.meta.url`), or a folder
 * (`__dirname`), of which it is the file that is called as the generated one (`ec2.ts` for `ec2.tf`), else its index.ts
 * or main.ts, else the folder; any text that is no absolute path is taken as it is
 * @param fileName path of the generated file
 * @returns its path below the package that it is in, whatever folder the synth is run from
 */
export function sourceFile(source: string, fileName: string): string {
  const place = source.startsWith("file:") ? fileURLToPath(source) : source;
  if (!isAbsolute(place)) return place;
  const path = isFolder(place) ? join(place, nameIn(place, basename(fileName)) ?? "") : place;
  return belowPackage(authored(path)).split(sep).join("/");
}

function nameIn(folder: string, generated: string): string | undefined {
  // Not asked of the file system name by name: some would find readme.ts for README.md, others not.
  const present = new Set(readdirSync(folder));
  return [...stems(generated), ...ENTRIES]
    .flatMap((stem) => LANGUAGES.map((language) => `${stem}${language}`))
    .find((name) => present.has(name));
}

/** `terraform.tfvars.example` may come from `terraform.tfvars.ts`, and from `terraform.ts`. */
function stems(fileName: string): readonly string[] {
  const parts = fileName.split(".");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join(".")).filter(Boolean);
}

/** Of what was compiled, the file that it was compiled from. */
function authored(path: string): string {
  const beside = path.replace(/\.([cm]?)js$/, ".$1ts");
  if (beside !== path && existsSync(beside)) return beside;
  const { sourceRoot = "", sources = [] } = sourceMap(`${path}.map`);
  // A bundle has several, and which of them is meant is not known.
  const [only, ...others] = sources;
  return only === undefined || others.length > 0 ? path : resolve(dirname(path), sourceRoot, only);
}

/** https://tc39.es/ecma426/#sec-source-map-format */
interface SourceMap {
  readonly sourceRoot?: string;
  readonly sources?: readonly string[];
}

function sourceMap(path: string): SourceMap {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // There is none, or none that can be read: the compiled file is named.
    return {};
  }
}

/** Of what a project has installed, the place includes the name that it is installed by. */
function belowPackage(path: string): string {
  const installed = path.split(`${sep}node_modules${sep}`).slice(1).at(-1);
  if (installed !== undefined) return installed;
  const root = packageAround(dirname(path));
  return root === undefined ? basename(path) : relative(root, path);
}

function packageAround(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : packageAround(above);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
