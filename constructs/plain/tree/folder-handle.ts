import { closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { lookAt } from "./disk";
import { codeOf } from "./io-error";

/** Linux: what a path below is looked up in is the folder that was opened, wherever its name leads by now. */
const HANDLES = "/proc/self/fd";

/**
 * Runs an action in a folder of the tree. No symlink that is put in the folder's place, or in a parent's, can lead
 * it elsewhere: on Linux because it works in the opened folder itself; where there is no such thing, because it is
 * looked at again before and after, which finds the symlink but may find it late.
 *
 * @param outdir the output directory; it may be a symlink itself
 * @param folder a checked path below it, or "" for the directory itself
 * @param action gets a path of the folder that is good until it returns
 * @param makes whether folders that are missing are made
 */
export function inFolder<T>(
  outdir: string,
  folder: string,
  action: (at: string) => T,
  { makes = false } = {},
): T {
  return existsSync(HANDLES)
    ? throughHandles(outdir, folder, action, makes)
    : betweenLooks(outdir, folder, action, makes);
}

/** Makes what happened in a folder (files made, replaced, removed) last through a loss of power. */
export function syncFolder(at: string): void {
  // Windows does not open folders, and needs no such thing.
  if (process.platform === "win32") return;
  const handle = openSync(at, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some network file systems have no sync of folders.
    if (!["EINVAL", "ENOTSUP", "EBADF"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    closeSync(handle);
  }
}

function throughHandles<T>(outdir: string, folder: string, action: (at: string) => T, makes: boolean): T {
  let handle = openSync(outdir, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    for (const segment of folder === "" ? [] : folder.split("/")) {
      const at = `${HANDLES}/${handle}/${segment}`;
      if (makes) makeFolder(at);
      const inner = openSync(at, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
      closeSync(handle);
      handle = inner;
    }
    return action(`${HANDLES}/${handle}`);
  } catch (error) {
    throw named(error, `${HANDLES}/${handle}`, join(outdir, folder));
  } finally {
    closeSync(handle);
  }
}

function betweenLooks<T>(outdir: string, folder: string, action: (at: string) => T, makes: boolean): T {
  const requireFolders = (): void => {
    const { kind, at } = lookAt(outdir, folder === "" ? "." : folder);
    if (folder !== "" && kind === "symlink")
      throw Object.assign(new Error(`ELOOP: ${at} became a symlink meanwhile`), { code: "ELOOP" });
  };
  requireFolders();
  const at = join(outdir, folder);
  if (makes) mkdirSync(at, { recursive: true });
  const result = action(at);
  requireFolders();
  return result;
}

function makeFolder(at: string): void {
  try {
    mkdirSync(at);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

/** An error of the operating system that speaks of the folder by its name. */
function named(error: unknown, handle: string, folder: string): unknown {
  if (error instanceof Error && codeOf(error) !== undefined)
    error.message = error.message.replaceAll(handle, () => folder);
  return error;
}
