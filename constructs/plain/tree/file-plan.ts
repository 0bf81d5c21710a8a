import { PlainformError } from "../errors";
import { EXPECTED_PATH, foldersOf, foldPath, pathProblem, portabilityProblem } from "./paths";

/** A file as it should be. */
export interface PlannedFile {
  /** Relative to the output directory, with / between the segments. */
  readonly path: string;
  /** The whole text, as it is to be on disk (UTF-8), or the bytes of a file that is no text. */
  readonly content: string | Uint8Array;
  readonly mode: 0o644 | 0o755;
  /** Construct path or template that the file comes from, for messages. */
  readonly origin: string;
  /** Says by its text whether a file in this one's place may be replaced although no former write made it. */
  readonly replaces?: (text: string) => boolean;
}

interface Claim {
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly origin: string;
}

/** The whole tree of a synth in memory: complete and free of contradictions before anything is written. */
export class FilePlan {
  private readonly byPath = new Map<string, PlannedFile>();
  private readonly claims = new Map<string, Claim>();
  private readonly released = new Set<string>();
  private isInside: (path: string) => boolean = () => true;

  /**
   * Adds a file. The same file may be added again with the same content and mode (a shared module).
   *
   * @throws PlainformError when the path is no good one, or contradicts a file that is already there
   */
  add(file: PlannedFile): void {
    requireGoodFile(file);
    const same = this.byPath.get(file.path);
    if (same !== undefined) {
      requireEqual(same, file);
      return;
    }
    const claims = [
      ...foldersOf(file.path).map((path): Claim => ({ path, kind: "folder", origin: file.origin })),
      { path: file.path, kind: "file", origin: file.origin } as const,
    ];
    for (const claim of claims) this.requireFree(claim);
    for (const claim of claims) {
      if (!this.claims.has(foldPath(claim.path))) this.claims.set(foldPath(claim.path), claim);
    }
    this.byPath.set(file.path, Object.freeze({ ...file }));
  }

  /** All files, sorted by path in code-unit order. */
  get files(): readonly PlannedFile[] {
    return [...this.byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Gives a path up to another writer: a file that a former write generated there stays, and is no longer ours. */
  release(path: string): void {
    this.released.add(path);
  }

  /** Whether a path was given up. */
  isReleased(path: string): boolean {
    return this.released.has(path);
  }

  /** Leaves all generated files where this is false to another write: neither written, nor removed, nor forgotten. */
  limitTo(isInside: (path: string) => boolean): void {
    this.isInside = isInside;
  }

  /** Whether a path is left to another write. */
  isOutside(path: string): boolean {
    return !this.byPath.has(path) && !this.isInside(path);
  }

  /** The file at a path, if it is planned. */
  file(path: string): PlannedFile | undefined {
    return this.byPath.get(path);
  }

  private requireFree(claim: Claim): void {
    const other = this.claims.get(foldPath(claim.path));
    if (other === undefined) return;
    if (other.path !== claim.path) {
      throw new PlainformError({
        at: claim.origin,
        what: "two paths differ only by case, and are one file on some machines",
        got: `${claim.path}, and ${other.path} from ${other.origin}`,
        fix: "spell both the same way, or give one another name",
      });
    }
    if (other.kind !== claim.kind) {
      throw new PlainformError({
        at: claim.origin,
        what: `${claim.path} is a file and a folder at once`,
        got: `a ${claim.kind} here, and a ${other.kind} from ${other.origin}`,
        fix: "give the file or the folder another name",
      });
    }
  }
}

function requireGoodFile({ path, content, mode, origin }: PlannedFile): void {
  const problem = pathProblem(path) ?? portabilityProblem(path);
  if (problem !== undefined) {
    const what = `the path of a generated file ${problem}`;
    throw new PlainformError({ at: origin, what, got: JSON.stringify(path), expected: EXPECTED_PATH });
  }
  if (mode !== 0o644 && mode !== 0o755) {
    const got = String(mode);
    throw new PlainformError({
      at: origin,
      what: `unknown mode of ${path}`,
      got,
      expected: "0o644 or 0o755",
    });
  }
  if (typeof content === "string" && !content.isWellFormed()) {
    const at = content.search(/\p{Cs}/u);
    throw new PlainformError({
      at: origin,
      what: `${path} cannot be written as UTF-8`,
      got: `half of a character (${JSON.stringify(content[at])}) at offset ${at}`,
      expected: "whole characters: UTF-8 has no lone surrogates",
      fix: "do not cut a text within a character (an emoji has the length 2)",
    });
  }
}

function requireEqual(first: PlannedFile, second: PlannedFile): void {
  const isSame = Buffer.from(first.content).equals(Buffer.from(second.content));
  if (isSame && first.mode === second.mode) return;
  const [expected, got] = isSame
    ? [`mode ${first.mode.toString(8)}`, `mode ${second.mode.toString(8)}`]
    : firstDifference(first.content, second.content);
  throw new PlainformError({
    at: second.origin,
    what: `${second.path} is generated twice, with different ${isSame ? "modes" : "content"}`,
    got: `${got} from ${second.origin}`,
    expected: `${expected} as from ${first.origin}`,
    fix: "give one of them another path, or make both the same",
  });
}

function firstDifference(first: string | Uint8Array, second: string | Uint8Array): readonly [string, string] {
  if (typeof first !== "string" || typeof second !== "string")
    return [`${first.length} bytes`, `${second.length} other bytes`];
  const [a, b] = [first.split("\n"), second.split("\n")];
  const index = a.findIndex((line, i) => line !== b[i]);
  const at = index === -1 ? a.length : index;
  const show = (lines: readonly string[]): string => {
    const line = lines[at];
    return line === undefined ? `the end at line ${at + 1}` : `line ${at + 1} ${JSON.stringify(clip(line))}`;
  };
  return [show(a), show(b)];
}

function clip(line: string): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
