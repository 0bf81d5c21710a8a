import type { Problem } from "../errors";

/**
 * Why a write stops before it removes most of what is there: it is another app's, or what gave it was lost.
 *
 * @param present how many of the listed files are on disk
 * @param removed those of them that the plan does not have
 */
export function pruneProblem(
  outdir: string,
  present: number,
  removed: readonly string[],
): Problem | undefined {
  if (removed.length * 2 <= present) return undefined;
  const [first = ""] = removed;
  const others = removed.length > 1 ? ` and ${removed.length - 1} more` : "";
  return {
    at: outdir,
    what: "most of the generated files here would be removed; nothing was changed",
    got: `${removed.length} of ${present} come from no stack of this app: ${first}${others}`,
    expected: "an output directory of this app's own",
    fix: "choose another output directory; or, if these files are to go, run again with --prune",
  };
}
