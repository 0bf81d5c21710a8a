/**
 * What a write does, or would do, to the generated files: paths relative to the output directory, sorted.
 * The list of generated files itself is not among them.
 */
export interface TreeChanges {
  readonly created: readonly string[];
  /** Other content or another mode. */
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}
