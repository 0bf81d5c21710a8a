import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PlainformError } from "../errors";
import type { TreeChanges } from "./changes";
import { isEqualOnDisk, lookAt } from "./disk";
import { isEditedByHand } from "./edits";
import type { FilePlan, PlannedFile } from "./file-plan";
import {
  formatGeneratedList,
  type GeneratedFiles,
  type GeneratedList,
  hashOf,
  mergeLists,
  readGeneratedList,
} from "./generated-list";
import { reading } from "./io-error";
import { describeObstacles, type Obstacle } from "./obstacles";
import { pruneProblem } from "./prune";
import { findLeaving, isLeaving, type LeavingFile } from "./stale";
import { isStaleTemporary } from "./temporary";

/** What lies between a plan and the disk: all that a write needs to know, and all that a check tells. */
export interface Comparison {
  readonly changes: TreeChanges;
  /** The files that are created or updated. */
  readonly writes: readonly PlannedFile[];
  readonly leaving: readonly LeavingFile[];
  /** Text of the list of generated files: on disk, while the files are written, and when they are. */
  readonly list: { readonly before: string | undefined; readonly during: string; readonly after: string };
  /** What the list says when all is written. */
  readonly files: GeneratedFiles;
  /** Every path that is in the plan or in the list. */
  readonly paths: readonly string[];
  /** Generated files that were edited by hand and would be overwritten or removed. */
  readonly edited: readonly string[];
}

/** What a write may do only when it is told to. */
export interface Permissions {
  /** Remove even most of what is there. @default false */
  readonly prune?: boolean;
  /** Overwrite and remove generated files that were edited by hand. @default false */
  readonly force?: boolean;
}

/**
 * Compares a plan with the list of generated files and with the disk. Reads only.
 *
 * @param outdir the output directory; it need not exist
 * @throws PlainformError when the tree cannot be written as it stands: a bad list, something in the way that was
 * not generated (all of it in one error), or most of it to be removed without leave
 */
export function compareTree(outdir: string, plan: FilePlan, permissions: Permissions = {}): Comparison {
  return reading(outdir, () => {
    requireFolder(outdir);
    return compare(outdir, plan, readGeneratedList(outdir), permissions);
  });
}

function compare(
  outdir: string,
  plan: FilePlan,
  list: GeneratedList,
  { prune = false }: Permissions,
): Comparison {
  const listed = new Set(list.files.keys());
  const { leaving, obstacles: listedObstacles } = findLeaving(outdir, listed, plan);
  const verdicts = plan.files.map((file) => ({ file, verdict: judge(outdir, file, listed, leaving) }));
  const obstacles = verdicts.flatMap(({ verdict }) => (typeof verdict === "string" ? [] : [verdict]));
  const problems = describeObstacles(outdir, [...listedObstacles, ...obstacles]);
  if (problems.length > 0) throw new PlainformError(problems);
  const those = (wanted: Verdict) =>
    verdicts.filter(({ verdict }) => verdict === wanted).map(({ file }) => file.path);
  const changes = {
    created: those("created"),
    updated: those("updated"),
    removed: leaving.filter(({ stats }) => stats !== undefined).map(({ path }) => path),
    unchanged: those("unchanged"),
  };
  const kept = [...changes.updated, ...changes.unchanged].filter((path) => listed.has(path));
  const loss = pruneProblem(outdir, kept.length + changes.removed.length, changes.removed);
  if (loss !== undefined && !prune) throw new PlainformError(loss);
  const planned = new Map(plan.files.map(({ path, content }) => [path, new Set([hashOf(content)])]));
  const outside = new Map([...list.files].filter(([path]) => plan.isOutside(path)));
  const files = mergeLists(planned, outside);
  return {
    changes,
    writes: verdicts.filter(({ verdict }) => verdict !== "unchanged").map(({ file }) => file),
    leaving,
    list: {
      before: list.text,
      during: formatGeneratedList(mergeLists(list.files, files)),
      after: formatGeneratedList(files),
    },
    files,
    paths: [...new Set([...planned.keys(), ...listed])].filter((path) => !plan.isOutside(path)),
    edited: [...changes.updated, ...changes.removed]
      .filter((path) => isEditedByHand(outdir, path, list.files) && !isReplaceable(outdir, plan, path))
      .sort(),
  };
}

type Verdict = "created" | "updated" | "unchanged";

function judge(
  outdir: string,
  file: PlannedFile,
  listed: ReadonlySet<string>,
  leaving: readonly LeavingFile[],
): Verdict | Obstacle {
  const { kind, at, stats } = lookAt(outdir, file.path);
  if (kind === "absent" || stats === undefined) return "created";
  if (kind === "symlink" || kind === "special file") return { kind, at };
  if (kind === "folder") return willBeEmptied(outdir, at, leaving) ? "created" : { kind, at };
  if (at !== file.path) return isLeaving(leaving, at, stats) ? "created" : { kind, at };
  if (!listed.has(at) && isLeaving(leaving, at, stats)) return "created";
  if (isEqualOnDisk(join(outdir, at), stats, file.content, file.mode)) return "unchanged";
  const isOurs = listed.has(at) || file.replaces?.(readFileSync(join(outdir, at), "utf8")) === true;
  return isOurs ? "updated" : { kind, at };
}

/** Whether the plan itself says that what is in a file's place may go. */
function isReplaceable(outdir: string, plan: FilePlan, path: string): boolean {
  return plan.file(path)?.replaces?.(readFileSync(join(outdir, path), "utf8")) === true;
}

/** Whether a folder holds nothing but files that go, so that pruning removes it. */
function willBeEmptied(outdir: string, folder: string, leaving: readonly LeavingFile[]): boolean {
  if (!leaving.some(({ path }) => path.startsWith(`${folder}/`))) return false;
  return readdirSync(join(outdir, folder), { withFileTypes: true }).every((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return willBeEmptied(outdir, path, leaving);
    return (
      entry.isFile() &&
      (isStaleTemporary(join(outdir, folder), entry.name) || isLeaving(leaving, path, undefined))
    );
  });
}

function requireFolder(outdir: string): void {
  if (statSync(outdir, { throwIfNoEntry: false })?.isDirectory() === false) {
    const fix = "move it away, or choose another output directory";
    throw new PlainformError({ at: outdir, what: "the output directory is not a folder", fix });
  }
}
