import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folders = new Set<string>();

/** A new empty folder that is gone when its test file is done, whether or not it was removed before. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `plainform-${purpose}-`));
  folders.add(folder);
  return folder;
}

export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

// Registered while a test file is being collected, first of its hooks, so it runs last of all.
afterAll(() => {
  for (const folder of folders) removeTemporaryFolder(folder);
});
