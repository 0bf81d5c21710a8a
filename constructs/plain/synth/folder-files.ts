import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PlainformError } from "../errors";

/** A file of the project's that goes along with a tree. */
export interface SourceFile {
  /** Below the folder that was read, with / between the segments. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: 0o644 | 0o755;
}

/**
 * All files below a folder, sorted by path in code-unit order; what a link leads to stands for the link.
 *
 * @param isWanted says by its name whether a file or folder goes along
 * @param at for messages
 * @throws PlainformError for what is no file and no folder, and what cannot be read
 */
export function folderFiles(
  folder: string,
  at: string,
  isWanted: (name: string) => boolean = () => true,
): readonly SourceFile[] {
  const files = (below: string, outer: readonly string[]): SourceFile[] =>
    reading(join(folder, below), at, (place) => readdirSync(place))
      .filter(isWanted)
      .flatMap((name) => {
        const path = below === "" ? name : `${below}/${name}`;
        const stats = reading(join(folder, path), at, (place) => statSync(place));
        if (stats.isFile()) return [sourceFile(join(folder, path), path, at)];
        const id = `${stats.dev}:${stats.ino}`;
        // A link to a folder that it lies in would go on for ever.
        if (stats.isDirectory() && !outer.includes(id)) return files(path, [...outer, id]);
        throw unreadable(
          join(folder, path),
          at,
          stats.isDirectory() ? "a link to a folder around it" : "a special file",
        );
      });
  return files("", []).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One file; the mode says no more than whether it is executed, as in Git. */
export function sourceFile(place: string, path: string, at: string): SourceFile {
  const { mode } = reading(place, at, (file) => statSync(file));
  const content = reading(place, at, (file) => readFileSync(file));
  return { path, content, mode: (mode & 0o100) === 0 ? 0o644 : 0o755 };
}

function reading<T>(place: string, at: string, read: (place: string) => T): T {
  try {
    return read(place);
  } catch (error) {
    throw unreadable(place, at, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function unreadable(place: string, at: string, got: string): PlainformError {
  return new PlainformError({
    at,
    what: `${place} cannot be copied into the tree`,
    got,
    expected: "a file, or a folder of files and folders, that can be read",
    fix: "correct the path, or take it out of the folder",
  });
}
