import {
  closeSync,
  type Dirent,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { codeOf } from "./io-error";
import { TEMPORARY_SUFFIX } from "./paths";

// Longer than one file takes to write anywhere. In a container the id of a dead writer is soon another process's.
const LONGEST_WRITE_MS = 10 * 60 * 1000;

/**
 * Writes a file so that it is at every moment either the old one or the new one, whole: into a temporary
 * neighbour, to the disk, and over the old one by a rename.
 *
 * @param folder an existing folder
 * @param mode what the file gets, whatever the umask is
 */
export function writeWhole(
  folder: string,
  name: string,
  content: string | Uint8Array,
  mode: 0o644 | 0o755,
): void {
  const file = join(folder, name);
  const temporary = `${file}.${process.pid}${TEMPORARY_SUFFIX}`;
  // "wx": never through something that somebody else has put there.
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, content);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    removeIfPossible(temporary);
    throw error;
  }
}

/** Removes the temporary files that killed writers left in a folder. */
export function sweepTemporaries(folder: string): void {
  for (const entry of readFolder(folder)) {
    if (entry.isFile() && isStaleTemporary(folder, entry.name))
      rmSync(join(folder, entry.name), { force: true });
  }
}

/** Whether a file is a temporary one whose writer no longer lives. */
export function isStaleTemporary(folder: string, name: string): boolean {
  if (!name.endsWith(TEMPORARY_SUFFIX)) return false;
  const match = /^.+\.([1-9]\d{0,9})$/s.exec(name.slice(0, -TEMPORARY_SUFFIX.length));
  return match !== null && (!isAlive(Number(match[1])) || isOld(join(folder, name)));
}

function isAlive(pid: number): boolean {
  // Our own id: left by an earlier process that had it (in a container it is often the same one), since a
  // sweep comes before this process writes.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function isOld(file: string): boolean {
  const changed = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return changed !== undefined && Date.now() - changed > LONGEST_WRITE_MS;
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The error that brought us here is the one to report; the next run sweeps.
  }
}
