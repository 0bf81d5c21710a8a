import { lstatSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { foldersOf } from "./paths";

/** What is on disk where a path leads. */
export interface Found {
  readonly kind: "absent" | "file" | "folder" | "symlink" | "special file";
  /** Where it was found: the path itself, or the first parent of it that is not a folder. */
  readonly at: string;
  /** Of what was found; undefined for what is absent. */
  readonly stats?: Stats;
}

/**
 * Looks where a path leads without following a symlink below the output directory.
 *
 * @param outdir the output directory; it may be a symlink itself
 * @param path a checked path, relative to it
 */
export function lookAt(outdir: string, path: string): Found {
  for (const folder of foldersOf(path)) {
    const found = lookAtEntry(outdir, folder);
    if (found.kind === "absent") return { kind: "absent", at: path };
    if (found.kind !== "folder") return found;
  }
  return lookAtEntry(outdir, path);
}

function lookAtEntry(outdir: string, at: string): Found {
  const stats = lstatSync(join(outdir, at), { throwIfNoEntry: false });
  if (stats === undefined) return { kind: "absent", at };
  if (stats.isSymbolicLink()) return { kind: "symlink", at, stats };
  if (stats.isDirectory()) return { kind: "folder", at, stats };
  return { kind: stats.isFile() ? "file" : "special file", at, stats };
}

/**
 * The mode as Git keeps it: only whether the owner may execute. A checkout under another umask (0664, 0600)
 * is not a change.
 */
export function modeOf(stats: Stats): 0o644 | 0o755 {
  return (stats.mode & 0o100) === 0 ? 0o644 : 0o755;
}

/** Whether a file on disk has exactly this content and mode. */
export function isEqualOnDisk(
  file: string,
  stats: Stats,
  content: string | Uint8Array,
  mode: 0o644 | 0o755,
): boolean {
  // Windows keeps no executable bit.
  const isSameMode = process.platform === "win32" || modeOf(stats) === mode;
  if (!isSameMode || stats.size !== Buffer.byteLength(content)) return false;
  return readFileSync(file).equals(Buffer.from(content));
}
