import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What one rule says about some snippets. */
export interface Example {
  /** Snippets that break the rule, each with the lines that must be reported. */
  readonly bad: readonly Bad[];
  /** Snippets in which the rule finds nothing. */
  readonly good: readonly Files[];
}

export type Bad = readonly [files: Files, ...lines: readonly (number | string)[]];

/** A module's files; a string alone is its `main.tf`. */
export type Files = string | Readonly<Record<string, string>>;

/**
 * HCL in TypeScript, without the indentation it has there. Backslashes are what they are, save that `\${` is
 * Terraform's own `${`.
 */
export function hcl(strings: TemplateStringsArray): string {
  const text = strings.raw.join("").replaceAll("\\${", "${").replaceAll("\\`", "`");
  const lines = text.replace(/^\n/, "").replace(/\n *$/, "\n").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join("\n");
}

/** Runs something on a folder with these files in it, and takes the folder away. */
export function inFolder<T>(files: Files, run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "style-"));
  try {
    const all = typeof files === "string" ? { "main.tf": files } : files;
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
