import { styleText } from "node:util";
import { levelOf } from "../cdktf/annotations";
import type { AppPlan } from "../synth/plan";
import type { TreeChanges } from "../tree";

/** What a synth did or would do: a line for each stack, each file that changed, and the remarks on constructs. */
export function account({ systems, plan, annotations }: AppPlan, changes: TreeChanges): string {
  const width = Math.max(0, ...systems.map(({ name }) => name.length));
  const rootWidth = Math.max(0, ...systems.map(({ rootModule }) => rootModule.length));
  const gone = new Set(changes.removed);
  const lines = systems.map(({ name, system, rootModule, files, blocks }) => {
    const own = new Set(files);
    const isOwn = (path: string): boolean =>
      own.has(path) || (gone.has(path) && (system === "" || path.startsWith(`${system}/`)));
    const changed = changedPaths(changes).filter(({ path }) => isOwn(path));
    const sizes = `${count(files.length, "file")}, ${count(blocks, "block")}`;
    const head = `${name.padEnd(width)}  ${rootModule.padEnd(rootWidth)}  ${sizes}`;
    return `${head}  ${changed.length === 0 ? "unchanged" : `${changed.length} changed`}`;
  });
  const planned = new Set(plan.files.map(({ path }) => path));
  const details = changedPaths(changes).map(
    ({ mark, path }) => `  ${mark} ${path}${planned.has(path) ? "" : " (removed)"}`,
  );
  const remarks = annotations.map(
    (annotation) => `${levelOf(annotation)}: ${annotation.constructPath || "the app"}: ${annotation.message}`,
  );
  return [...lines, ...details, ...remarks].join("\n");
}

/** A diff in colours where it is read by a person who wants them; `NO_COLOR` and a pipe get none. */
export function coloured(diff: string): string {
  const { stdout } = process;
  if (!stdout.isTTY || !stdout.hasColors()) return diff;
  return diff
    .split("\n")
    .map((line) => {
      if (/^(?:diff|---|\+\+\+|(?:new|deleted|old) )/.test(line)) return styleText("bold", line);
      if (line.startsWith("@@")) return styleText("cyan", line);
      if (line.startsWith("+")) return styleText("green", line);
      return line.startsWith("-") ? styleText("red", line) : line;
    })
    .join("\n");
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function changedPaths({ created, updated, removed }: TreeChanges): { mark: string; path: string }[] {
  const marked = (mark: string, paths: readonly string[]) => paths.map((path) => ({ mark, path }));
  return [...marked("+", created), ...marked("~", updated), ...marked("-", removed)];
}
