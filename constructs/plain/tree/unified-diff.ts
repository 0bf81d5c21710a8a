import { formatPatch, structuredPatch } from "diff";

/** One side of a change: a file as it is, or as it should be. */
export interface DiffSide {
  readonly content: string;
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
  const isChmod = before !== undefined && after !== undefined && before.mode !== after.mode;
  return formatPatch({
    ...structuredPatch(oldName, newName, before?.content ?? "", after?.content ?? "", undefined, undefined, {
      context: 3,
    }),
    oldFileName: before === undefined ? "/dev/null" : oldName,
    newFileName: after === undefined ? "/dev/null" : newName,
    isGit: true,
    isCreate: before === undefined,
    isDelete: after === undefined,
    oldMode: isChmod || after === undefined ? gitMode(before) : undefined,
    newMode: isChmod || before === undefined ? gitMode(after) : undefined,
  });
}

function gitMode(side: DiffSide | undefined): string {
  return `100${(side?.mode ?? 0o644).toString(8)}`;
}
