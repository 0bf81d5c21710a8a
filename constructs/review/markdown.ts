import { stripVTControlCharacters } from "node:util";

/**
 * Text in which nothing is left that changes how other text is shown: colours of a terminal, control characters,
 * marks that turn the direction of writing.
 */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return short ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

/** Text as code within a line: there, markup, HTML and @mentions are text. */
export function code(text: string, limit = 200): string {
  const shown = clip(plain(text), limit);
  const fence = "`".repeat(longestRun(shown) + 1);
  const padding = /^[` ]|[` ]$/.test(shown) || shown === "" ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** Lines as a block of code. */
export function fenced(lines: readonly string[], language = ""): string {
  const text = lines.join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text that is folded away below a title. */
export function folded(title: string, text: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${text}\n\n</details>`;
}

/** The first characters of a text, and that there are more. */
export function clip(text: string, limit: number): string {
  const characters = text.length <= limit ? text : Array.from(text).slice(0, limit).join("");
  return characters.length === text.length ? text : `${characters}…`;
}

/** Length in bytes, which is never less than what a forge counts. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * As many lines as fit.
 *
 * @param room in bytes; the last line, which says how many are missing, included
 * @param missing that line
 */
export function fitting(
  lines: readonly string[],
  room: number,
  missing: (count: number) => string,
): string[] {
  const sizes = lines.map((line) => sizeOf(line) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= room) return [...lines];
  let left = room - sizeOf(missing(lines.length)) - 1;
  const end = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return [...lines.slice(0, end), missing(lines.length - end)];
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
