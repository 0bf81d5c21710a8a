/** A file of a system, complete. */
export interface PlacedFile {
  /** Path below the system's folder. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** @default 0o644 */
  readonly mode?: 0o644 | 0o755;
  /** Path of the construct that it comes from. */
  readonly origin: string;
  /** Whether a file in its place that is not listed may be replaced, by its text. */
  readonly replaces?: (text: string) => boolean;
  /** Number of its top-level blocks, where it is Terraform. */
  readonly blocks?: number;
}
