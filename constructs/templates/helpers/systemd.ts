import { PlainformError } from "../../plain/errors";
import { scalarText } from "./scalar";

const BARE = /^[A-Za-z0-9_.:/@=+,-]+$/;

/**
 * `{{systemd x}}`: one word of a unit file's setting, on an `Exec…=` line as well as on `Environment=`.
 *
 * The two read `$` differently (a variable on the first, a plain character on the second), so a `$` is
 * refused here: `{{systemdExec x}}` and `{{systemdEnv x}}` know which they are on.
 */
export function systemdWord(value: unknown): string {
  const text = unitText(value);
  if (text.includes("$")) {
    throw new PlainformError({
      what: "a word of a systemd unit holds a $",
      got: JSON.stringify(text),
      fix: "write {{systemdExec …}} on an Exec line, {{systemdEnv …}} on Environment=",
    });
  }
  return word(text);
}

/**
 * `{{systemdExec x}}`: one argument on an `Exec…=` line. Not the program itself: systemd reads `-@:+!` at its
 * beginning as flags, quoted or not.
 */
export function systemdExecWord(value: unknown): string {
  return word(unitText(value).replaceAll("$", "$$$$"));
}

/** `{{systemdEnv x}}`: one `NAME=value` (or a value of it) on an `Environment=` line. */
export function systemdEnvWord(value: unknown): string {
  const text = unitText(value);
  if (/[^\P{Cc}\t\n]/u.test(text)) {
    throw new PlainformError({
      what: "an environment variable of systemd holds a control character",
      got: JSON.stringify(text),
      expected: "no control characters but tab and newline: systemd drops such a variable",
    });
  }
  return word(text);
}

function unitText(value: unknown): string {
  const text = scalarText(value);
  if (/\p{Noncharacter_Code_Point}/u.test(text)) {
    throw new PlainformError({
      what: "a word of a systemd unit holds a noncharacter of Unicode",
      got: JSON.stringify(text),
      expected: "no U+FDD0 to U+FDEF and no U+…FFFE or U+…FFFF: systemd ignores such a line",
    });
  }
  return text;
}

/** Double quotes, C escapes, `%%` for a percent sign; `{` is escaped after `$` and `%`, where Terraform would see it. */
function word(text: string): string {
  if (BARE.test(text)) {
    return text;
  }
  const quoted = text
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t")
    .replace(/\p{Cc}/gu, escaped)
    .replace(/(?<=[$%])\{/g, "\\x7b")
    .replaceAll("%", "%%");
  return `"${quoted}"`;
}

function escaped(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}
