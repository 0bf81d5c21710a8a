import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { DocumentPlace } from "../document";
import type { TextFile } from "../layout/text-file";
import { sourceFile } from "./source-file";

/**
 * Where an author finds the lines of a document: in its template, as far as they are written there as they come out.
 *
 * @param source what its text says it comes from
 */
export function documentPlace({ node, path, props }: TextFile, source: string): DocumentPlace {
  const shown = sourceFile(source, path);
  const written = linesOf(source);
  const rendered = props.content.split("\n");
  const placeOf = (line: number): string => {
    if (written === undefined) return `${shown}:${line}`;
    const text = rendered[line - 1] ?? "";
    const found = written[line - 1] === text ? line - 1 : written.indexOf(text);
    // A partial, a loop, or code.
    return found === -1 ? `${shown}, line ${line} of what it gives` : `${shown}:${found + 1}`;
  };
  return { at: node.path, source: shown, placeOf };
}

function linesOf(source: string): readonly string[] | undefined {
  if (!isAbsolute(source) || statSync(source, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  return readFileSync(source, "utf8").split("\n");
}
