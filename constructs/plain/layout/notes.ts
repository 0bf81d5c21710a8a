import type { TerraformElement } from "cdktf";

/** Comments on a block and on what it contains. */
export interface Comments {
  /** Lines above the block, without the `#`. */
  readonly above?: string;
  /** Lines above an argument or nested block, by its Terraform name: `{ ami: "…" }`. */
  readonly on?: Readonly<Record<string, string>>;
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
 * @param text lines without the `#`; say why, a reader sees what
 */
export function comment(element: TerraformElement, text: string | Comments): void {
  remember(element, { comments: commentsFrom(text) });
}

export function commentsFrom(text: string | Comments): Comments {
  return typeof text === "string" ? { above: text } : text;
}
