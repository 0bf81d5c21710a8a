import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Ignore } from "ignore";

/** A file that git does not see, and the line that hides it. */
export interface Ignored {
  readonly path: string;
  /** The `.gitignore` and its line: `.gitignore:5`. */
  readonly at: string;
  readonly rule: string;
}

/**
 * Finds the first file that a `.gitignore` of the repository around it hides. Reads; starts no git.
 *
 * @param outdir the folder that the paths are relative to
 */
export function ignoredByGit(outdir: string, paths: readonly string[]): Ignored | undefined {
  const repository = repositoryOf(resolve(outdir));
  if (repository === undefined) return undefined;
  const rules = new Map<string, Ignore | undefined>();
  const rulesOf = (folder: string): Ignore | undefined => {
    if (!rules.has(folder)) rules.set(folder, readRules(repository, folder));
    return rules.get(folder);
  };
  for (const path of paths) {
    const inside = relative(repository, resolve(outdir, path)).split(sep);
    const found = inside
      .map((_, depth) => verdict(inside.slice(0, depth + 1), depth + 1 < inside.length, rulesOf))
      .find((it) => it !== undefined);
    if (found !== undefined) return { path: relative(process.cwd(), join(outdir, path)), ...found };
  }
  return undefined;
}

/** What the rules say of one file or folder; of several files with rules, the innermost has the last word. */
function verdict(
  segments: readonly string[],
  isFolder: boolean,
  rulesOf: (folder: string) => Ignore | undefined,
): Omit<Ignored, "path"> | undefined {
  for (let depth = segments.length - 1; depth >= 0; depth -= 1) {
    const below = `${segments.slice(depth).join("/")}${isFolder ? "/" : ""}`;
    const result = rulesOf(segments.slice(0, depth).join("/"))?.test(below);
    if (result?.unignored) return undefined;
    if (result?.ignored) return { at: result.rule?.mark ?? ".gitignore", rule: result.rule?.pattern ?? "" };
  }
  return undefined;
}

function readRules(repository: string, folder: string): Ignore | undefined {
  const file = join(repository, folder, ".gitignore");
  if (!existsSync(file)) return undefined;
  // Loaded only where there is something to ask.
  const ignore = require("ignore") as typeof import("ignore");
  const name = join(folder, ".gitignore");
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  return ignore().add(lines.map((pattern, index) => ({ pattern, mark: `${name}:${index + 1}` })) as never);
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}
