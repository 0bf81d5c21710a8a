import type { TemplatePart } from "./expression";

/**
 * Does what the strip markers of a template without quotes ask for (`${~ x ~}`), and takes them away.
 *
 * There they strip only the line that they stand in, but within quotes, where `\n` is no end of a line, all
 * white space: printed between quotes as they are, they would mean something else.
 */
export function stripped(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  return parts.map((part, index): TemplatePart => {
    if (part.kind !== "text") {
      const { trimBefore: _before, trimAfter: _after, ...rest } = part;
      return rest;
    }
    const [before, after] = [parts[index - 1], parts[index + 1]];
    let { value } = part;
    if (before !== undefined && before.kind !== "text" && before.trimAfter)
      value = value.replace(FIRST_LINE, "");
    if (after !== undefined && after.kind !== "text" && after.trimBefore)
      value = value.replace(LAST_LINE, "");
    return { kind: "text", value };
  });
}

// White space at the start, up to the end of the first line and with it.
const FIRST_LINE = /^[^\P{White_Space}\n]*\n?/u;
// White space at the end, of the last line alone; when that is complete, its end too.
const LAST_LINE = /[^\P{White_Space}\n]*\n?$/u;
