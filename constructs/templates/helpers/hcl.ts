import { PlainformError } from "../../plain/errors";
import { scalar } from "./scalar";

/**
 * `{{hcl x}}`: an HCL literal: a quoted string in which nothing is interpolated, or a bare number or boolean.
 *
 * Terraform keeps every string in Unicode's NFC: a string in another form would silently come out changed.
 */
export function hclLiteral(value: unknown): string {
  const checked = scalar(value);
  if (typeof checked !== "string") {
    return String(checked);
  }
  if (checked.normalize("NFC") !== checked) {
    throw new PlainformError({
      what: "a string that Terraform would change",
      got: JSON.stringify(checked),
      expected: "Unicode in its composed form (NFC)",
      fix: 'normalize it before: text.normalize("NFC")',
    });
  }
  const escaped = checked
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/\p{Cc}/gu, (character) => `\\u${hex(character)}`)
    // A run of $ or % before a brace: the last is doubled, any before it written by number, or it would pair up.
    .replace(
      /([$%]+)\{/g,
      (_, run: string) =>
        `${[...run.slice(0, -1)].map((c) => `\\u${hex(c)}`).join("")}${run.at(-1)}${run.at(-1)}{`,
    );
  return `"${escaped}"`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, "0");
}
