import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PlainformError } from "../errors";
import type { TreeChanges } from "./changes";
import { isEqualOnDisk, lookAt } from "./disk";
import type { FilePlan, PlannedFile } from "./file-plan";
import { formatGeneratedList, type GeneratedList, readGeneratedList } from "./generated-list";
import { reading } from "./io-error";
import { describeObstacles, type Obstacle } from "./obstacles";
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
  /** Every path of the plan; and every path that is in the plan or in the list. */
  readonly planned: readonly string[];
  readonly paths: readonly string[];
}

/**
 * Compares a plan with the list of generated files and with the disk. Reads only.
 *
 * @param outdir the output directory; it need not exist
 * @throws PlainformError when the tree cannot be written as it stands: a bad list, or something in the way
 * that was not generated (all of it in one error)
 */
export function compareTree(outdir: string, plan: FilePlan): Comparison {
  return reading(outdir, () => {
    requireFolder(outdir);
    return compare(outdir, plan, readGeneratedList(outdir));
  });
}

function compare(outdir: string, plan: FilePlan, list: GeneratedList): Comparison {
  const { leaving, obstacles: listedObstacles } = findLeaving(outdir, list.paths, plan);
  const verdicts = plan.files.map((file) => ({ file, verdict: judge(outdir, file, list.paths, leaving) }));
  const obstacles = verdicts.flatMap(({ verdict }) => (typeof verdict === "string" ? [] : [verdict]));
  const problems = describeObstacles(outdir, [...listedObstacles, ...obstacles]);
  if (problems.length > 0) throw new PlainformError(problems);
  const those = (wanted: Verdict) =>
    verdicts.filter(({ verdict }) => verdict === wanted).map(({ file }) => file.path);
  const planned = plan.files.map(({ path }) => path);
  const paths = [...new Set([...planned, ...list.paths])];
  return {
    changes: {
      created: those("created"),
      updated: those("updated"),
      removed: leaving.filter(({ stats }) => stats !== undefined).map(({ path }) => path),
      unchanged: those("unchanged"),
    },
    writes: verdicts.filter(({ verdict }) => verdict !== "unchanged").map(({ file }) => file),
    leaving,
    list: { before: list.text, during: formatGeneratedList(paths), after: formatGeneratedList(planned) },
    planned,
    paths,
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

/** Whether a folder holds nothing but files that go, so that pruning removes it. */
function willBeEmptied(outdir: string, folder: string, leaving: readonly LeavingFile[]): boolean {
  if (!leaving.some(({ path }) => path.startsWith(`${folder}/`))) return false;
  return readdirSync(join(outdir, folder), { withFileTypes: true }).every((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return willBeEmptied(outdir, path, leaving);
    return entry.isFile() && (isStaleTemporary(entry.name) || isLeaving(leaving, path, undefined));
  });
}

function requireFolder(outdir: string): void {
  if (statSync(outdir, { throwIfNoEntry: false })?.isDirectory() === false) {
    const fix = "move it away, or choose another output directory";
    throw new PlainformError({ at: outdir, what: "the output directory is not a folder", fix });
  }
}
