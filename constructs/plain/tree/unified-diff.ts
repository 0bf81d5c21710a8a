import { formatPatch, structuredPatch } from "diff";

/** One side of a change: a file as it is, or as it should be. */
export interface DiffSide {
  /** Bytes of a file that is no text are said to differ, and not shown. */
  readonly content: string | Uint8Array;
  readonly mode: 0o644 | 0o755;
}

/**
 * A file's change as a unified diff that `git apply` understands: creation, deletion and change of mode too.
 *
 * @param path of the file, relative to the output directory
 * @param before undefined for a file that is created
 * @param after undefined for a file that is removed
 */
export function diffOfFile(path: string, before: DiffSide | undefined, after: DiffSide | undefined): string {
  const [oldName, newName] = [`a/${path}`, `b/${path}`];
  const isPlannedAsText = [before, after].some((side) => typeof side?.content === "string");
  const [oldText, newText] = [before, after].map((side) =>
    !isPlannedAsText && isTooLong(side) ? undefined : textOf(side),
  );
  if (oldText === undefined || newText === undefined)
    return `diff --git ${oldName} ${newName}\nBinary files ${before === undefined ? "/dev/null" : oldName} and ${after === undefined ? "/dev/null" : newName} differ\n`;
  const isChmod = before !== undefined && after !== undefined && before.mode !== after.mode;
  return formatPatch({
    ...structuredPatch(oldName, newName, oldText, newText, undefined, undefined, { context: 3 }),
    oldFileName: before === undefined ? "/dev/null" : oldName,
    newFileName: after === undefined ? "/dev/null" : newName,
    isGit: true,
    isCreate: before === undefined,
    isDelete: after === undefined,
    oldMode: isChmod || after === undefined ? gitMode(before) : undefined,
    newMode: isChmod || before === undefined ? gitMode(after) : undefined,
  });
}

// More than a person reads; a change of it shows in the checksums of the list of generated files.
const MAX_SHOWN_BYTES = 1_000_000;

function isTooLong(side: DiffSide | undefined): boolean {
  return side !== undefined && side.content.length > MAX_SHOWN_BYTES;
}

/** The text of a side, empty where there is no file; undefined for what is no text. */
function textOf(side: DiffSide | undefined): string | undefined {
  if (side === undefined) return "";
  const text = typeof side.content === "string" ? side.content : Buffer.from(side.content).toString("utf8");
  return text.includes("\0") || (typeof side.content !== "string" && text.includes("\ufffd"))
    ? undefined
    : text;
}

function gitMode(side: DiffSide | undefined): string {
  return `100${(side?.mode ?? 0o644).toString(8)}`;
}
