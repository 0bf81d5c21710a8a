import type { Stats } from "node:fs";
import { lookAt } from "./disk";
import type { FilePlan } from "./file-plan";
import type { Obstacle } from "./obstacles";
import { foldersOf, foldPath } from "./paths";

/** A path in the list of generated files that the plan does not have: it goes. */
export interface LeavingFile {
  readonly path: string;
  /** Of the file on disk; undefined when it is gone already. */
  readonly stats: Stats | undefined;
  /** Whether it must go before the new files come: it lies where one of them needs a folder, or the reverse. */
  readonly isInTheWay: boolean;
}

/**
 * Finds what a former synth generated and this one does not.
 *
 * @param outdir the output directory
 * @param listed the paths of the list of generated files, checked for form
 * @returns the files, and what is on disk in their place and cannot have been generated
 */
export function findLeaving(
  outdir: string,
  listed: ReadonlySet<string>,
  plan: FilePlan,
): { readonly leaving: readonly LeavingFile[]; readonly obstacles: readonly Obstacle[] } {
  const planned = new Set(plan.files.map(({ path }) => path));
  const files = new Set(plan.files.map(({ path }) => foldPath(path)));
  const folders = new Set(plan.files.flatMap(({ path }) => foldersOf(foldPath(path))));
  // An interrupted write may have made a folder of what was a file: its list has both.
  const listedFolders = new Set([...listed].flatMap(foldersOf));
  const leaving: LeavingFile[] = [];
  const obstacles: Obstacle[] = [];
  for (const path of [...listed]
    .filter((path) => !planned.has(path) && !plan.isReleased(path) && !plan.isOutside(path))
    .sort()) {
    const { kind, at, stats } = lookAt(outdir, path);
    const isThere = kind === "file" && at === path;
    if (kind === "symlink" || (at === path && kind === "special file")) obstacles.push({ kind, at });
    if (kind === "folder" && !listedFolders.has(path) && !folders.has(foldPath(path))) {
      obstacles.push({ kind, at });
    }
    const folded = foldPath(path);
    const isInTheWay =
      files.has(folded) || folders.has(folded) || foldersOf(folded).some((folder) => files.has(folder));
    leaving.push({ path, stats: isThere ? stats : undefined, isInTheWay });
  }
  return { leaving, obstacles };
}

/** Whether the file found at a path is one that goes, under this spelling or (macOS) under another. */
export function isLeaving(leaving: readonly LeavingFile[], path: string, stats: Stats | undefined): boolean {
  return leaving.some(
    (file) =>
      file.stats !== undefined &&
      foldPath(file.path) === foldPath(path) &&
      (file.path === path || (file.stats.ino === stats?.ino && file.stats.dev === stats.dev)),
  );
}
