import { posix, win32 } from "node:path";

/** Name of the committed list of what was generated; lies directly in the output directory. */
export const LIST_FILE = ".generated";

/** How the name of a file ends while it is being written. */
export const TEMPORARY_SUFFIX = ".plainform-tmp";

/** What a message says a path should look like. */
export const EXPECTED_PATH = "a path relative to the output directory with / between its segments";

// A name has 255 bytes at most; the rest is for the process id and the suffix of the temporary neighbour.
const MAX_NAME_BYTES = 200;

// macOS takes 1,024 bytes with the folders above; no tree that people read comes near.
const MAX_PATH_BYTES = 900;

/**
 * Why a path cannot be that of a generated file.
 *
 * @param path from the sources or from the list on disk: any text
 * @returns the reason, as the end of the sentence "the path …", or undefined when the path is a good one
 */
export function pathProblem(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.includes("\\")) return "contains a backslash";
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(path)) return "contains a control character";
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) return "is absolute";
  if (path.endsWith("/")) return "ends in a slash";
  for (const segment of path.split("/")) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  return Buffer.byteLength(path) > MAX_PATH_BYTES ? `is over ${MAX_PATH_BYTES} bytes long` : undefined;
}

/**
 * Why a path cannot be checked out on Windows: a repository with it in it cannot be cloned there.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
 *
 * @returns the reason, as of `pathProblem`
 */
export function portabilityProblem(path: string): string | undefined {
  for (const segment of path.split("/")) {
    const [character] = /[<>:"|?*]/.exec(segment) ?? [];
    if (character !== undefined) return `contains ${character}, which no name may have on Windows`;
    if (/[. ]$/.test(segment))
      return `contains ${JSON.stringify(segment)}: on Windows no name ends in a dot or space`;
    if (/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i.test(segment))
      return `contains ${segment}, the name of a device on Windows`;
  }
  return undefined;
}

function segmentProblem(segment: string): string | undefined {
  if (segment === "") return "contains an empty segment";
  if (segment === "." || segment === "..") return `contains the segment ${segment}`;
  if (Buffer.byteLength(segment) > MAX_NAME_BYTES) return `contains a name of over ${MAX_NAME_BYTES} bytes`;
  if (isProtectedName(segment))
    return `contains ${segment}, a name that is never generated and never removed`;
  return undefined;
}

/** Names that belong to Terraform, to Git or to the writer itself, in any folder and in any case. */
function isProtectedName(segment: string): boolean {
  const name = foldPath(segment);
  const reserved = [".terraform", ".terraform.lock.hcl", ".git", LIST_FILE];
  return reserved.includes(name) || name.includes(".tfstate") || name.endsWith(TEMPORARY_SUFFIX);
}

/** One spelling for all the paths that are a single file where case and Unicode form do not count (macOS). */
export function foldPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** The folders that a path lies in, outermost first: `a/b/c.tf` gives `a` and `a/b`. */
export function foldersOf(path: string): readonly string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

/** A path as its folder ("" for none) and its name in it. */
export function parted(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}
