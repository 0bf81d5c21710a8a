import type { TerraformElement } from "cdktf";

/** Comments on a block and on what it contains. */
export interface Comments {
  /** Lines above the block, without the `#`. */
  readonly above?: string;
  /** Lines above an argument or nested block, by its Terraform name: `{ ami: "…" }`; it must be printed. */
  readonly on?: Readonly<Record<string, string>>;
  /**
   * What scanners report here and is meant: a reason of one line by the names of rules of checkov, Trivy and TFLint,
   * `{ "CKV_AWS_24, AVD-AWS-0107": "It serves the public." }`. Each is printed where its scanner reads it.
   */
  readonly skip?: Readonly<Record<string, string>>;
}

/** What is remembered about an element besides what cdktf keeps. */
export interface Notes {
  readonly comments?: Comments;
  /** The configuration as the author wrote it: cdktf loses the order of its keys. */
  readonly authored?: unknown;
  /** How it is repeated, where the element itself cannot say. */
  readonly repeated?: "count" | "for_each";
}

const notes = new WeakMap<object, Notes>();

export function notesOf(element: object): Notes {
  return notes.get(element) ?? {};
}

export function remember(element: object, added: Notes): void {
  notes.set(element, { ...notesOf(element), ...added });
}

/**
 * Puts a comment above an element that was created with a plain `new`.
 *
 * @param element that is printed as a block
 * @param text lines without the `#`; say why, a reader sees what
 */
export function comment(element: TerraformElement, text: string | Comments): void {
  remember(element, { comments: commentsFrom(text) });
}

export function commentsFrom(text: string | Comments): Comments {
  const { above, on = {}, skip = {} }: Comments = typeof text === "string" ? { above: text } : text;
  const lines = above === undefined ? undefined : linesOf(above);
  return { ...(lines !== undefined && { above: lines }), on: commentsOn(on), skip };
}

/** Comments by name, trimmed, without the empty ones. */
export function commentsOn(on: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(on).flatMap(([name, text]) => {
      const lines = linesOf(text);
      return lines === undefined ? [] : [[name, lines]];
    }),
  );
}

// Blank lines around a text would be printed as bare comment marks.
function linesOf(text: string): string | undefined {
  const lines = text.replace(/^(\s*\n)+|\s+$/g, "");
  return lines === "" ? undefined : lines;
}
