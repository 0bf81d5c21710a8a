import { rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { PlainformError } from "../errors";
import type { TreeChanges } from "./changes";
import { type Comparison, compareTree } from "./compare";
import type { FilePlan } from "./file-plan";
import { formatGeneratedList, readGeneratedList } from "./generated-list";
import { codeOf } from "./io-error";
import { foldersOf, LIST_FILE } from "./paths";
import type { LeavingFile } from "./stale";
import { sweepTemporaries, writeWhole } from "./temporary";

/** A write that failed after it had begun. */
export class PartlyWrittenError extends PlainformError {}

/**
 * Brings the files of a directory to what a plan says, and touches no others.
 *
 * Files that are as planned keep their time of change; files that a former write generated and the plan does
 * not have are removed, with the folders that this empties. Killed at any moment, it leaves every file whole,
 * as it was or as it should be, and the next write finishes the work.
 *
 * @param outdir the output directory; made if it does not exist
 * @returns what was done
 * @throws PlainformError before anything is written when the list of generated files is bad or something that
 * was not generated is in the way; after a failure of the file system, saying how far it got
 */
export function writeTree(outdir: string, plan: FilePlan): TreeChanges {
  const comparison = compareTree(outdir, plan);
  const done = new Set<string>();
  try {
    apply(outdir, comparison, done);
  } catch (error) {
    throw codeOf(error) === undefined ? error : stoppedHalfWay(outdir, comparison, done, error);
  }
  return comparison.changes;
}

function apply(outdir: string, comparison: Comparison, done: Set<string>): void {
  const { writes, leaving, list, paths } = comparison;
  for (const folder of new Set(["", ...paths.flatMap(foldersOf)])) sweepTemporaries(join(outdir, folder));
  // The list has the old and the new files for as long as either can be on disk: whenever this is killed,
  // the next run knows all that is ours.
  if (list.during !== list.before) writeWhole(join(outdir, LIST_FILE), list.during, 0o644);
  const remove = (files: readonly LeavingFile[]) => {
    for (const { path, stats } of files) {
      if (stats !== undefined) removeFile(join(outdir, path));
      removeEmptyFolders(outdir, path);
      done.add(path);
    }
  };
  remove(leaving.filter(({ isInTheWay }) => isInTheWay));
  for (const { path, content, mode } of writes) {
    writeWhole(join(outdir, path), content, mode);
    done.add(path);
  }
  remove(leaving.filter(({ isInTheWay }) => !isInTheWay));
  finishList(outdir, comparison);
}

/** Writes the final list, without losing what another synth at the same time has put into it. */
function finishList(outdir: string, { list, planned }: Comparison): void {
  const now = readGeneratedList(outdir);
  const text = now.text === list.during ? list.after : formatGeneratedList([...now.paths, ...planned]);
  if (text !== now.text) writeWhole(join(outdir, LIST_FILE), text, 0o644);
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    // Another synth at the same time may have been faster.
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** Removes the folders that a path lay in, from the inside out, as far as they are empty. */
function removeEmptyFolders(outdir: string, path: string): void {
  for (const folder of [...foldersOf(path)].reverse()) {
    try {
      rmdirSync(join(outdir, folder));
    } catch (error) {
      // Not empty, most of the time. A folder that stays for another reason does no harm.
      if (codeOf(error) !== "ENOENT") return;
    }
  }
}

function stoppedHalfWay(
  outdir: string,
  { changes, writes }: Comparison,
  done: ReadonlySet<string>,
  error: unknown,
): PartlyWrittenError {
  const planned = writes.map(({ path }) => path);
  const parts = [
    ["written", planned.filter((path) => done.has(path))],
    ["removed", changes.removed.filter((path) => done.has(path))],
    ["not written", planned.filter((path) => !done.has(path))],
    ["not removed", changes.removed.filter((path) => !done.has(path))],
  ] as const;
  const account = parts.map(([label, paths]) => `${label}: ${paths.join(", ") || "none"}`);
  return new PartlyWrittenError({
    at: outdir,
    what: `the tree was written in part only; ${account.join("; ")}`,
    got: error instanceof Error ? error.message : String(error),
    fix: "remove the cause and run again: that is safe, since every file is whole, as it was or as it should be",
  });
}
