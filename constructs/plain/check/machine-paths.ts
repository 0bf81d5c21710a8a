import { existsSync } from "node:fs";
import type { TerraformElement } from "cdktf";
import type { Problem } from "../errors";
import { describePlace, placeIn } from "./text-place";
import { constructOf, type WrittenFile } from "./written-files";

/** The folders of this machine whose names have no place in what is written. */
export interface MachineFolders {
  /** Absolute folders of the project: where it lies, and where its output does. */
  readonly project: readonly string[];
  /** Absolute home directory of the user. */
  readonly home: string;
}

const WAY_OUT =
  "make the file part of the tree (new TerraformAsset(…), or stack.text(…)), which is then referred to as " +
  "${path.module}/…; or declare a variable and pass the path in";

/**
 * Finds paths that are right on this machine alone, in files that are to be committed: below the project's folder
 * anywhere, and below the user's home where Terraform reads a file. A home directory elsewhere (a script's `/root`)
 * may be that of the host that it is for.
 *
 * @param elements those that the blocks in the files come from
 */
export function machinePaths(
  files: readonly WrittenFile[],
  { project, home }: MachineFolders,
  elements: () => readonly TerraformElement[],
): readonly Problem[] {
  return files.flatMap(({ path, content, origin }) => {
    if (typeof content !== "string") return [];
    // Of a project in the root directory every path would be one.
    const folders = project.filter((folder) => folder !== "/");
    const inProject = folders.flatMap((folder) => pathsBelow(folder, content, folder === home));
    const read = readFromHome(home, content);
    // One folder may be within the other, and the project within the home.
    const found = new Map([...read, ...inProject].map((item) => [item.offset, item]));
    return [...found.values()].map(({ offset, text, fix }): Problem => {
      const place = placeIn(path, content, offset);
      return {
        at: (place.block && constructOf(place.block, origin, elements())) ?? origin,
        what: "a path of this machine would be written to a file that is committed",
        got: `${text}, in ${path}: ${describePlace(place)}`,
        expected: "a path that is right wherever Terraform runs",
        fix,
      };
    });
  });
}

interface Found {
  readonly offset: number;
  readonly text: string;
  readonly fix: string;
}

function pathsBelow(folder: string, content: string, isHome: boolean): readonly Found[] {
  const found: Found[] = [];
  for (let offset = content.indexOf(folder); offset >= 0; offset = content.indexOf(folder, offset + 1)) {
    const rest = content.slice(offset + folder.length);
    // A part of another path, or of a longer name.
    if (/[\w.-]/.test(content[offset - 1] ?? " ") || !/^(?:\/|[^\w.-]|$)/.test(rest)) continue;
    const text = `${folder}${/^[^"'\s:,;)\\]*/.exec(rest)?.[0] ?? ""}`;
    // `/app`, `/tmp` or a home may be a folder of the host that the text is for; what is in it here is of this machine.
    const isItself = text.replace(/\/$/, "") === folder;
    if ((isHome || folder.lastIndexOf("/") < 1) && (isItself || !existsSync(text))) continue;
    found.push({ offset, text, fix: WAY_OUT });
  }
  return found;
}

const READING = /\b(?:file\w*|templatefile)\("([^"]+)"/g;

function readFromHome(home: string, content: string): readonly Found[] {
  if (!content.includes(`("${home}/`)) return [];
  return [...content.matchAll(READING)].flatMap(({ index, 0: match, 1: text = "" }): Found[] => {
    if (!text.startsWith(`${home}/`)) return [];
    const expanded = `pathexpand("~${text.slice(home.length)}")`;
    return [
      {
        offset: index + match.length - text.length - 1,
        text,
        fix: `${WAY_OUT}; or say that it is in the home of whoever runs Terraform, with hcl\`${expanded}\``,
      },
    ];
  });
}
