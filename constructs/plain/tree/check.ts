import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { TreeChanges } from "./changes";
import { type Comparison, compareTree, type Permissions } from "./compare";
import { modeOf } from "./disk";
import type { FilePlan } from "./file-plan";
import { reading } from "./io-error";
import { LIST_FILE } from "./paths";
import { type DiffSide, diffOfFile } from "./unified-diff";

/** What a write would do. */
export interface TreeCheck {
  /** Whether a write would change nothing at all. */
  readonly current: boolean;
  readonly changes: TreeChanges;
  /** Generated files that somebody has edited since they were written. */
  readonly edited: readonly string[];
  /** Unified, for `git apply` in the output directory; the list of generated files included; empty when current. */
  readonly diff: string;
}

/**
 * Says what `writeTree` would do, and writes nothing.
 *
 * @param outdir the output directory; it need not exist
 * @throws PlainformError where `writeTree` would refuse to write
 */
export function checkTree(outdir: string, plan: FilePlan, permissions: Permissions = {}): TreeCheck {
  const comparison = compareTree(outdir, plan, permissions);
  const diff = reading(outdir, () => diffOf(outdir, comparison));
  return { current: diff === "", changes: comparison.changes, edited: comparison.edited, diff };
}

function diffOf(outdir: string, { changes, writes, list }: Comparison): string {
  const updated = new Set(changes.updated);
  const diffs = new Map(
    changes.removed.map((path) => [path, diffOfFile(path, onDisk(outdir, path), undefined)]),
  );
  for (const file of writes) {
    diffs.set(
      file.path,
      diffOfFile(file.path, updated.has(file.path) ? onDisk(outdir, file.path) : undefined, file),
    );
  }
  if (list.before !== list.after) {
    const before = list.before === undefined ? undefined : ({ content: list.before, mode: 0o644 } as const);
    diffs.set(LIST_FILE, diffOfFile(LIST_FILE, before, { content: list.after, mode: 0o644 }));
  }
  return [...diffs.keys()]
    .sort()
    .map((path) => diffs.get(path) ?? "")
    .join("");
}

function onDisk(outdir: string, path: string): DiffSide {
  const file = join(outdir, path);
  return { content: readFileSync(file), mode: modeOf(statSync(file)) };
}
