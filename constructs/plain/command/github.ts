import { join, relative } from "node:path";
import type { TreeChanges } from "../tree";

/** GitHub shows ten annotations of a step, and drops the others. */
const MOST = 10;

/**
 * What is stale, as commands that GitHub's runner turns into annotations at the files.
 *
 * @param diff unified, as a check prints it; says at which line of a file the difference begins
 * @param edited files that were edited by hand
 * @param command that brings the files up to date
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotationsOf(
  outdir: string,
  { changes, edited, diff }: { changes: TreeChanges; edited: readonly string[]; diff: string },
  command: string,
): readonly string[] {
  // The runner names files as they lie in the repository.
  const repository = process.env.GITHUB_WORKSPACE || process.cwd();
  const lines = firstLines(diff);
  const fix = `run "${command}" and commit the result`;
  const all = [
    ...changes.updated.map((path) => ({
      path,
      title: edited.includes(path) ? "edited by hand" : "stale",
      text: edited.includes(path) ? "move the edit into the sources: a synth would overwrite it" : fix,
    })),
    ...changes.created.map((path) => ({ path, title: "missing", text: fix })),
    ...changes.removed.map((path) => ({ path, title: "no longer generated", text: fix })),
  ];
  const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
  const annotations = shown.map(({ path, title, text }) => {
    const file = relative(repository, join(outdir, path));
    const line = lines.get(path) ?? 1;
    return `::error file=${property(file)},line=${line},title=${property(title)}::${data(text)}`;
  });
  const rest = all.length - shown.length;
  return rest === 0 ? annotations : [...annotations, `::error title=stale::${rest} more files: ${data(fix)}`];
}

/** The line of the committed file at which each difference begins. */
function firstLines(diff: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const file of diff.split(/^(?=diff --git )/m)) {
    const [, path] = /^--- a\/(.*)$/m.exec(file) ?? [];
    const [, start, body = ""] = /^@@ -(\d+)(?:,\d+)? [^\n]*\n([\s\S]*)/m.exec(file) ?? [];
    if (path === undefined || start === undefined) continue;
    const context = body.split("\n").findIndex((line) => !line.startsWith(" "));
    lines.set(path, Math.max(1, Number(start) + Math.max(0, context)));
  }
  return lines;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
