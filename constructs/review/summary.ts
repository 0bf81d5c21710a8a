import type { Action, Plan } from "../plan-json/plan";

/**
 * A plan in one line: `1 to destroy, 3 to change`; or `no changes`.
 *
 * @param loud what is made of the parts that destroy something
 */
export function summaryOf({ changes, outputs }: Plan, loud = (text: string): string => text): string {
  const count = (...actions: readonly Action[]): number =>
    changes.filter(({ action }) => actions.includes(action)).length;
  const part = (number: number, what: string): string[] => (number === 0 ? [] : [`${number} ${what}`]);
  const parts = [
    ...part(count("delete"), "to destroy").map(loud),
    ...part(count("replace"), "to replace").map(loud),
    ...part(count("update"), "to change"),
    ...part(count("create"), "to add"),
    ...part(count("forget"), "to forget"),
    ...part(count("move"), "moved"),
    ...part(count("import"), "to import"),
    ...part(outputs.length, outputs.length === 1 ? "output" : "outputs"),
  ];
  return parts.length === 0 ? "no changes" : parts.join(", ");
}
