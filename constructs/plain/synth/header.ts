import type { IConstruct } from "constructs";
import { commandOf } from "../layout/command-name";

/**
 * What the first line of a generated file says: that it is, from what, and by which command.
 *
 * @param construct what the file comes from
 * @param source the source file, relative to the project
 * @returns the line without comment markers; no date, version or absolute path, so that it never changes by itself
 */
export function headerOf(construct: IConstruct, source: string): string {
  return `Generated from ${source} by plainform ("${commandOf(construct)}"): edit that, not this.`;
}
