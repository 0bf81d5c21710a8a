import type { Mention, Mentions } from "./mentions";

/**
 * The files in the tree that is drawn in the block of code directly below `<!-- files -->`, as `tree` draws it: its
 * first line is a folder below the system's (`./` is that itself), a folder's name ends in `/`, and what follows a
 * name is the author's.
 *
 * @returns undefined when the text has no such mark
 */
export function markedTree(text: string): Mentions | undefined {
  const lines = text.split("\n");
  const mark = lines.findIndex((line) => line.trim() === "<!-- files -->");
  if (mark < 0) return undefined;
  const open = lines.findIndex((line, index) => index > mark && line.trim() !== "");
  const all: Mention[] = [];
  if (!lines[open]?.startsWith("```")) return { line: mark + 1, all };
  const top = (lines[open + 1] ?? "").trim().replace(/^\.?\//, "");
  const folders: string[] = [top];
  for (let index = open + 2; index < lines.length && !lines[index]?.startsWith("```"); index += 1) {
    const [, indent = "", name] = /^((?:│ {3}| {4})*)[├└]── (\S+)/.exec(lines[index] ?? "") ?? [];
    const depth = indent.length / 4;
    if (name?.endsWith("/")) folders.splice(depth + 1, folders.length, name);
    else if (name !== undefined || lines[index]?.replaceAll("│", "").trim())
      all.push({
        name: name && `${folders.slice(0, depth + 1).join("")}${name}`,
        line: index + 1,
        text: name ?? lines[index] ?? "",
      });
  }
  return { line: mark + 1, all };
}
