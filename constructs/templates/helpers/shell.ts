import { scalarText } from "./scalar";

const BARE = /^[A-Za-z0-9_@%+:,./-]+$/;

/** Words that a shell reads as grammar where a command may stand. */
const RESERVED = new Set(
  "case coproc do done elif else esac fi for function if in select then time until while".split(" "),
);

/**
 * `{{shell x}}`: exactly one POSIX shell word, whatever is in it.
 *
 * `${` and `%{` never appear in the result (the quotes are closed between the two characters), so the word
 * also survives Terraform's `templatefile()` unchanged.
 */
export function shellWord(value: unknown): string {
  const text = scalarText(value);
  if (BARE.test(text) && !RESERVED.has(text)) {
    return text;
  }
  return `'${text.replace(/'/g, `'\\''`).replace(/([$%])(?=\{)/g, "$1''")}'`;
}
