import type { IConstruct } from "constructs";
import { commandOf } from "../layout/command-name";
import { sourceFile } from "./source-file";

/**
 * What the first line of a generated file says: that it is, from what, and by which command.
 *
 * @param construct what the file comes from
 * @param source where that says it comes from
 * @param fileName path of the generated file
 * @returns the line without comment markers; no date, version or absolute path, so that it never changes by itself
 */
export function headerOf(construct: IConstruct, source: string, fileName: string): string {
  const from = sourceFile(source, fileName);
  return `Generated from ${from} by plainform ("${commandOf(construct)}"): edit that, not this.`;
}
