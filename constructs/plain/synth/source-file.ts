import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";

const LANGUAGES = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** Where a folder's own code is, when no file of it is called what it writes. */
const ENTRIES = ["index", "main"];

/**
 * The file that an author opens to change a generated one.
 *
 * @param source what its stack, module or text says it comes from: a file (`__filename`), or a folder (`__dirname`), of
 * which it is the file that is called as the generated one (`ec2.ts` for `ec2.tf`), else its index.ts or main.ts, else
 * the folder; any text that is no absolute path is taken as it is
 * @param fileName path of the generated file
 * @returns its path below the package that it is in, whatever folder the synth is run from
 */
export function sourceFile(source: string, fileName: string): string {
  if (!isAbsolute(source)) return source;
  const path = isFolder(source) ? join(source, nameIn(source, basename(fileName)) ?? "") : source;
  return belowPackage(path).split(sep).join("/");
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
