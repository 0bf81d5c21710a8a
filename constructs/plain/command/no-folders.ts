import { existsSync, rmdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Runs something, and removes those folders of an output directory, and above it, that are there because of it and empty:
 * cdktf's App makes them when it is constructed, whether anything is written or not.
 */
export function leavingNoFolders<T>(outdir: string, action: () => T): T {
  const folders = [...parentsOf(outdir), outdir, join(outdir, "stacks")];
  const absent = folders.filter((folder) => !existsSync(folder));
  try {
    return action();
  } finally {
    for (const folder of absent.reverse()) removeIfEmpty(folder);
  }
}

/** Outermost first. */
function parentsOf(folder: string): readonly string[] {
  const parent = dirname(resolve(folder));
  return parent === resolve(folder) ? [] : [...parentsOf(parent), parent];
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or not there.
  }
}
