import { mkdirSync, rmdirSync, unlinkSync } from "node:fs";
import { PlainformError } from "../errors";
import { grouped } from "../grouped";
import type { TreeChanges } from "./changes";
import { type Comparison, compareTree, type Permissions } from "./compare";
import { editProblem } from "./edits";
import type { FilePlan } from "./file-plan";
import { inFolder, syncFolder } from "./folder-handle";
import { formatGeneratedList, mergeLists, readGeneratedList } from "./generated-list";
import { codeOf } from "./io-error";
import { foldersOf, LIST_FILE, parted } from "./paths";
import type { LeavingFile } from "./stale";
import { sweepTemporaries, writeWhole } from "./temporary";

/** A write that failed after it had begun. */
export class PartlyWrittenError extends PlainformError {}

/**
 * Brings the files of a directory to what a plan says, and touches no others.
 *
 * Files that are as planned keep their time of change; files that a former write generated and the plan does
 * not have are removed, with the folders that this empties. Killed at any moment, it leaves every file whole,
 * as it was or as it should be, and the next write finishes the work. The same holds for a loss of power on file
 * systems that keep the order of what was synced.
 *
 * @param outdir the output directory; made if it does not exist
 * @param permissions what it may do only when it is told to
 * @returns what was done
 * @throws PlainformError before anything is written when the list of generated files is bad, something that
 * was not generated is in the way, or an edit by hand would be lost; after a failure of the file system, saying how
 * far it got
 */
export function writeTree(outdir: string, plan: FilePlan, permissions: Permissions = {}): TreeChanges {
  const comparison = compareTree(outdir, plan, permissions);
  if (comparison.edited.length > 0 && permissions.force !== true)
    throw new PlainformError(editProblem(outdir, comparison.edited));
  const done = new Set<string>();
  try {
    apply(outdir, comparison, done);
  } catch (error) {
    throw codeOf(error) === undefined ? error : stopped(outdir, comparison, done, error);
  }
  return comparison.changes;
}

function apply(outdir: string, comparison: Comparison, done: Set<string>): void {
  const { changes, writes, leaving, list, paths } = comparison;
  mkdirSync(outdir, { recursive: true });
  for (const folder of foldersAbove(paths)) ifThere(() => inFolder(outdir, folder, sweepTemporaries));
  // The list has the old and the new files for as long as either can be on disk: whenever this is killed,
  // the next run knows all that is ours.
  if (list.during !== list.before) writeList(outdir, list.during);
  const remove = (files: readonly LeavingFile[]) => {
    for (const { path, stats } of files) {
      if (stats !== undefined) removeFile(outdir, path);
      removeEmptyFolders(outdir, path);
      done.add(path);
    }
  };
  remove(leaving.filter(({ isInTheWay }) => isInTheWay));
  // Each folder is opened once.
  for (const [folder, files] of grouped(writes, ({ path }) => parted(path).folder)) {
    const writeFiles = (at: string): void => {
      for (const { path, content, mode } of files) {
        writeWhole(at, parted(path).name, content, mode);
        done.add(path);
      }
    };
    inFolder(outdir, folder, writeFiles, { makes: true });
  }
  remove(leaving.filter(({ isInTheWay }) => !isInTheWay));
  const touched = [...writes.map(({ path }) => path), ...changes.removed];
  if (touched.length > 0)
    for (const folder of foldersAbove(touched)) ifThere(() => inFolder(outdir, folder, syncFolder));
  finishList(outdir, comparison);
}

/** Writes the final list, without losing what another synth at the same time has put into it. */
function finishList(outdir: string, { list, files }: Comparison): void {
  const now = readGeneratedList(outdir);
  const text = now.text === list.during ? list.after : formatGeneratedList(mergeLists(now.files, files));
  if (text !== now.text) writeList(outdir, text);
}

function writeList(outdir: string, text: string): void {
  inFolder(outdir, "", (at) => {
    writeWhole(at, LIST_FILE, text, 0o644);
    syncFolder(at);
  });
}

function removeFile(outdir: string, path: string): void {
  const { folder, name } = parted(path);
  // Another synth at the same time may have been faster.
  ifThere(() => inFolder(outdir, folder, (at) => unlinkSync(`${at}/${name}`)));
}

/** Removes the folders that a path lay in, from the inside out, as far as they are empty. */
function removeEmptyFolders(outdir: string, path: string): void {
  for (const empty of [...foldersOf(path)].reverse()) {
    const { folder, name } = parted(empty);
    try {
      ifThere(() => inFolder(outdir, folder, (at) => rmdirSync(`${at}/${name}`)));
    } catch {
      // Not empty, most of the time. A folder that stays for another reason does no harm.
      return;
    }
  }
}

function ifThere(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") throw error;
  }
}

function foldersAbove(paths: readonly string[]): ReadonlySet<string> {
  return new Set(["", ...paths.flatMap(foldersOf)]);
}

function stopped(
  outdir: string,
  { changes, writes }: Comparison,
  done: ReadonlySet<string>,
  error: unknown,
): PlainformError {
  const got = error instanceof Error ? error.message : String(error);
  const planned = writes.map(({ path }) => path);
  const isBegun = [...planned, ...changes.removed].some((path) => done.has(path));
  if (!isBegun)
    return new PlainformError({
      at: outdir,
      what: "the tree cannot be written; no file of it was changed",
      got,
      fix: "remove the cause and run again",
    });
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
    got,
    fix: "remove the cause and run again: that is safe, since every file is whole, as it was or as it should be",
  });
}
