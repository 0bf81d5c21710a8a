/**
 * What the first line of a generated file says: that it is, from what, and by which command.
 *
 * @param source the source file, relative to the project
 * @returns the line without comment markers; no date, version or absolute path, so that it never changes by itself
 */
export function headerOf(source: string): string {
  return `Generated from ${source} by plainform ("npm run synth"): edit that, not this.`;
}
