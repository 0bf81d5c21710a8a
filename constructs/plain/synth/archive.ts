import { type ZippableFile, zipSync } from "fflate";
import type { SourceFile } from "./folder-files";

/** The earliest that a zip can say, and it says it in local time. */
const EPOCH = new Date(1980, 0, 1);
/** https://en.wikipedia.org/wiki/ZIP_(file_format)#Local_file_header: "version made by" Unix, for the modes. */
const UNIX = 3;
const REGULAR_FILE = 0o100000;

/**
 * A zip with the same bytes on every machine: names in code-unit order, one time for all, modes as in Git, and a
 * compressor that is part of the package, not of Node.
 *
 * @param files sorted by path
 */
export function archiveOf(files: readonly SourceFile[]): Uint8Array {
  const entries = files.map(({ path, content, mode }): [string, ZippableFile] => [
    path,
    [content, { os: UNIX, attrs: (REGULAR_FILE | mode) << 16, mtime: EPOCH, level: 9 }],
  ]);
  return zipSync(Object.fromEntries(entries));
}
