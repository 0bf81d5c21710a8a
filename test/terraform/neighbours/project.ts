import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/command";
import { temporaryFolder } from "../support/temporary";

const PROJECT = join(__dirname, "../../..");
const SOURCES = [
  "main.ts",
  "run.cjs",
  "stacks",
  "constructs",
  "templates",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** Why packages cannot be installed here, if so. */
export function registryMissing(): string | undefined {
  try {
    execFileSync("npm", ["view", "cdktf@0.21.0", "version"], { stdio: "ignore", timeout: 20_000 });
    return undefined;
  } catch {
    return "npm install needs a registry that has the packages";
  }
}

/**
 * This project with other packages in the place of its own.
 *
 * @param name of the folder that the packages are kept in, for the next time
 * @param packages as `npm install` takes them: `cdktf@npm:cdktn@0.24.0`
 * @returns its folder
 */
export async function projectWith(name: string, packages: readonly string[]): Promise<string> {
  const folder = temporaryFolder(name);
  for (const source of SOURCES) cpSync(join(PROJECT, source), join(folder, source), { recursive: true });
  const modules = join(await installed(name, packages), "node_modules");
  linkAll(modules, join(folder, "node_modules"));
  linkAll(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Packages are installed once for a list of them. */
async function installed(name: string, packages: readonly string[]): Promise<string> {
  const folder = join(PROJECT, "node_modules/.cache/neighbours", name);
  const done = join(folder, "installed.json");
  if (existsSync(done) && readFileSync(done, "utf8") === JSON.stringify(packages)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
  await runCommand("npm", ["install", ...flags, ...packages], {
    cwd: folder,
    env: process.env,
    timeoutSeconds: 240,
  });
  writeFileSync(done, JSON.stringify(packages));
  return folder;
}

/** Links to the packages in a folder, scopes entered; what is there already stays. */
function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((entry) => entry !== ".cache")) {
    if (name.startsWith("@")) linkAll(join(from, name), join(to, name));
    else if (!existsSync(join(to, name))) symlinkSync(join(from, name), join(to, name));
  }
}

/** Synthesises the systems of a project. @returns their files by path, without what only counts and lists them */
export async function synthesised(folder: string): Promise<ReadonlyMap<string, string>> {
  await runCommand(process.execPath, ["run.cjs"], { cwd: folder, env: process.env, timeoutSeconds: 120 });
  return treeOf(join(folder, "cdktf.out"));
}

/** The committed trees of this project. */
export function committed(): ReadonlyMap<string, string> {
  return treeOf(join(PROJECT, "cdktf.out"));
}

function treeOf(outdir: string): ReadonlyMap<string, string> {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes(".terraform") && !path.endsWith("/.generated"))
      .sort()
      .map((path) => [path.slice(outdir.length + 1), readFileSync(path, "utf8")]),
  );
}

/** Checks the types of the systems and the engine. @throws when there is an error */
export async function checkTypes(folder: string): Promise<void> {
  const config = JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8")) as object;
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ ...config, include: ["main.ts", "stacks", "constructs"] }),
  );
  await runCommand(join(folder, "node_modules/.bin/tsc"), [], {
    cwd: folder,
    env: process.env,
    timeoutSeconds: 120,
  });
}
