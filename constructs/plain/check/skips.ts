import type { Problem } from "../errors";
import type { Block } from "../hcl";

/**
 * Where each scanner reads that a finding is meant, by the form of its rules' names: checkov inside the block
 * (https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html), Trivy and TFLint on the line
 * directly above (https://trivy.dev/latest/docs/configuration/filtering/,
 * https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/annotations.md).
 */
const SCANNERS = [
  { rule: /^CKV2?_[A-Z0-9_]+$/, place: "inside", line: (id, reason) => `checkov:skip=${id}: ${reason}` },
  { rule: /^(AVD-)?[A-Z]+-\d{4}$/, place: "above", line: (id, reason) => `trivy:ignore:${id} ${reason}` },
  {
    rule: /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/,
    place: "above",
    line: (id, reason) => `tflint-ignore: ${id} # ${reason}`,
  },
] as const satisfies readonly {
  readonly rule: RegExp;
  readonly place: "inside" | "above";
  readonly line: (id: string, reason: string) => string;
}[];

/**
 * Puts on a block what scanners shall not find in it, each with its reason.
 *
 * @param skip reasons by the name of the scanner's rule
 * @param problems receives the rules that no scanner has, and those without a reason of one line
 */
export function withSkips(
  blocks: readonly Block[],
  skip: Readonly<Record<string, string>>,
  at: string,
  problems: Problem[],
): readonly Block[] {
  const entries = Object.entries(skip);
  const [block, ...others] = blocks;
  if (entries.length === 0) return blocks;
  if (block === undefined) {
    problems.push({
      at,
      what: "a scanner's finding is skipped on an element that is not printed as a block",
      got: entries.map(([id]) => id).join(", "),
      expected: "a resource, data source, module, variable or output",
    });
    return blocks;
  }
  const lines: Record<"inside" | "above", string[]> = { inside: [], above: [] };
  for (const [id, reason] of entries) {
    const scanner = SCANNERS.find(({ rule }) => rule.test(id));
    if (scanner === undefined || reason.trim() === "" || reason.includes("\n")) {
      problems.push({
        at,
        what: "a scanner's finding is skipped without a rule and a reason",
        got: `${JSON.stringify(id)}: ${JSON.stringify(reason)}`,
        expected: "CKV_AWS_88, AWS-0107 or terraform_unused_declarations, and one line that says why",
      });
      continue;
    }
    lines[scanner.place].push(scanner.line(id, reason.trim()));
  }
  if (new Set(lines.above.map((line) => line.split(":")[0])).size > 1)
    problems.push({
      at,
      what: "two scanners want the line directly above a block",
      got: lines.above.join("\n"),
      expected: "rules of Trivy or of TFLint, not both",
      fix: 'skip TFLint\'s on the argument it is about: { on: { name: "tflint-ignore: rule # reason" } }',
    });
  const above = [block.comment ?? [], lines.above].flat();
  return [
    {
      ...block,
      ...(above.length > 0 && { comment: above.join("\n") }),
      ...(lines.inside.length > 0 && { inside: lines.inside.join("\n") }),
    },
    ...others,
  ];
}
