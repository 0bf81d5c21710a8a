/** Where in a file something stands. */
export interface TextPlace {
  /** From 1. */
  readonly line: number;
  /** In a file of Terraform blocks, the block: `resource "aws_vpc" "main"`. */
  readonly block?: string;
  /** The argument, or key of a map, that is nearest. */
  readonly argument?: string;
}

/** Finds the place of an offset in a `.tf` file that was printed here, or in any other file. */
export function placeIn(path: string, text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split("\n");
  const line = before.length;
  if (!path.endsWith(".tf")) return { line };
  const start = before.findLastIndex((item) => /^[a-z]\w*(?: "[^"]*")* \{$/.test(item));
  if (start < 0) return { line };
  // What is inside a list, a call or a heredoc belongs to the argument above that is indented less.
  const whole = `${before.at(-1)}${text.slice(offset).split("\n", 1)[0]}`;
  let indent = whole.length - whole.trimStart().length + 1;
  for (const item of [...before.slice(start + 1, -1), whole].reverse()) {
    const [, spaces = "", quoted, bare] = /^( *)(?:"([^"]+)"|([^"\s=]+)) += /.exec(item) ?? [];
    const argument = quoted ?? bare;
    if (argument !== undefined && spaces.length < indent)
      return { line, block: String(before[start]).slice(0, -2), argument };
    if (item.trim() !== "") indent = Math.min(indent, item.length - item.trimStart().length + 1);
  }
  return { line, block: String(before[start]).slice(0, -2) };
}

/** The place in words: `argument token of provider "github", line 3`. */
export function describePlace({ line, block, argument }: TextPlace): string {
  const parts = [argument && `argument ${argument}`, block].filter((part) => part !== undefined);
  return parts.length === 0 ? `line ${line}` : `${parts.join(" of ")}, line ${line}`;
}
