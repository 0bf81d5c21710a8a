import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set<string>();

/** A new empty folder that is gone when its test file is done, whether or not it was removed before. */
export function temporaryFolder(purpose: string, base: string = tmpdir()): string {
  const folder = mkdtempSync(join(base, `plainform-${purpose}-`));
  folders.add(folder);
  return folder;
}

export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** For the end of a test file: files that share a process must not share what they leave. */
export function removeTemporaryFolders(): void {
  for (const folder of folders) removeTemporaryFolder(folder);
}
