import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FilePlan, type PlannedFile } from "../../../constructs/plain/tree";
import { temporaryFolder } from "../../terraform/support/temporary";

// Thousands of writes, each synced: in memory, where the machine has such a place.
const MEMORY = "/dev/shm";
const BASE = existsSync(MEMORY) ? MEMORY : tmpdir();

/** A fresh empty folder, removed when the test file is done. */
export function scratch(): string {
  return temporaryFolder("tree", BASE);
}

/** A plan of files with mode 0644; a content that starts with `#!` gets 0755. */
export function planOf(files: { readonly [path: string]: string }): FilePlan {
  const plan = new FilePlan();
  for (const [path, content] of Object.entries(files)) plan.add(file(path, content));
  return plan;
}

export function file(path: string, content = "", origin = "test"): PlannedFile {
  return { path, content, mode: content.startsWith("#!") ? 0o755 : 0o644, origin };
}

/** Puts a file there, with its folders. */
export function put(outdir: string, path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(join(outdir, path)), { recursive: true });
  writeFileSync(join(outdir, path), content);
  chmodSync(join(outdir, path), mode);
}

export function read(outdir: string, path: string): string {
  return readFileSync(join(outdir, path), "utf8");
}

/** All that is in a folder: path → `mode content`, `-> target` or `folder` (empty folders included). */
export function snapshot(outdir: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const name of readdirSync(join(outdir, folder)).sort()) {
      const path = folder === "" ? name : `${folder}/${name}`;
      const stats = lstatSync(join(outdir, path));
      if (stats.isSymbolicLink()) entries.set(path, `-> ${readlinkSync(join(outdir, path))}`);
      else if (stats.isFile())
        entries.set(path, `${(stats.mode & 0o7777).toString(8)} ${read(outdir, path)}`);
      else entries.set(path, stats.isDirectory() ? "folder" : "special");
      if (stats.isDirectory()) walk(path);
    }
  };
  walk("");
  return entries;
}

/** The files of a snapshot without the folders. */
export function filesOf(outdir: string): ReadonlyMap<string, string> {
  return new Map([...snapshot(outdir)].filter(([, entry]) => entry !== "folder"));
}

/** What `filesOf` gives where a plan was written into an empty folder, without the list. */
export function filesOfPlan(plan: FilePlan): ReadonlyMap<string, string> {
  return new Map(plan.files.map(({ path, content, mode }) => [path, `${mode.toString(8)} ${content}`]));
}

/** For trees that change more, and by other hands, than a user's. */
export const PRUNE = { prune: true } as const;
export const ANYTHING = { prune: true, force: true } as const;

/** The lines of the list of generated files that is written where these are all. */
export function listOf(files: { readonly [path: string]: string }): string {
  const lines = Object.entries(files).map(
    ([path, content]) => `${createHash("sha256").update(content).digest("hex")}  ${path}\n`,
  );
  return lines.join("");
}

/** The paths that a list of generated files names. */
export function pathsIn(list: string): readonly string[] {
  const lines = list.split("\n").filter((line) => line !== "" && !line.startsWith("# Generated"));
  return [...new Set(lines.map((line) => line.replace(/^[0-9a-f]{64} {2}/, "")))];
}

/** The error that something throws, or undefined. */
export function errorOf(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
