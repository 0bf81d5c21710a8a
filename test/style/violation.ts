/** One place where a file breaks a rule. */
export interface Violation {
  /** Relative to the root module's folder, with forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The rule's id. */
  readonly rule: string;
  readonly message: string;
}

/** Violations as text to read: one a line, grouped by file; empty when there are none. */
export function formatViolations(violations: readonly Violation[]): string {
  const files = [...new Set(violations.map((violation) => violation.file))];
  const blocks = files.map((file) => {
    const own = violations.filter((violation) => violation.file === file);
    return [file, ...own.map(({ line, rule, message }) => `  ${line}: ${message} (${rule})`)].join("\n");
  });
  return blocks.join("\n\n");
}
