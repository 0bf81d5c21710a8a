import type { Block } from "../hcl";
import type { Problems } from "./problems";

type Place = "inside" | "above";

interface Scanner {
  readonly name: string;
  /** The form of its rules' names. */
  readonly rule: RegExp;
  readonly place: Place;
  /** Comments that skip the rules, which share a reason. */
  readonly comments: (rules: readonly string[], reason: string) => readonly string[];
}

/**
 * Where a scanner reads that a finding is meant: checkov inside the block, one rule a line
 * (https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html), Trivy and TFLint on the line
 * directly above (https://trivy.dev/latest/docs/configuration/filtering/,
 * https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/annotations.md).
 */
const SCANNERS: readonly Scanner[] = [
  {
    name: "checkov",
    rule: /^CKV2?_[A-Z0-9_]+$/,
    place: "inside",
    comments: (rules, reason) => rules.map((rule) => `checkov:skip=${rule}: ${reason}`),
  },
  {
    name: "Trivy",
    rule: /^(AVD-)?[A-Z]+-\d{4}$/,
    place: "above",
    comments: (rules, reason) => [`${rules.map((rule) => `trivy:ignore:${rule}`).join(" ")} ${reason}`],
  },
  {
    name: "TFLint",
    rule: /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/,
    place: "above",
    comments: (rules, reason) => [`tflint-ignore: ${rules.join(", ")} # ${reason}`],
  },
];

/**
 * Puts on the first of an element's blocks what scanners shall not find in it, each with its reason.
 *
 * @param skip reasons by the rules' names, several separated by commas
 * @param problems receives what no scanner would read
 */
export function withSkips(
  blocks: readonly Block[],
  skip: Readonly<Record<string, string>>,
  at: string,
  problems: Problems,
): readonly Block[] {
  const [block, ...others] = blocks;
  const entries = Object.entries(skip);
  if (entries.length === 0) return blocks;
  if (block === undefined) {
    problems.add({
      at,
      what: "a scanner's finding is skipped on an element that is not printed as a block",
      got: Object.keys(skip).join(", "),
      expected: "a resource, data source, module, variable or output",
      fix: "put it on the element that the scanner reports",
    });
    return blocks;
  }
  const comments: Record<Place, string[]> = { inside: [], above: [] };
  const nextToBlock = new Set<string>();
  for (const [key, reason] of entries) {
    const rules = key.split(",").map((rule) => rule.trim());
    const unknown = rules.filter((rule) => !SCANNERS.some((scanner) => scanner.rule.test(rule)));
    if (unknown.length > 0 || reason.trim() === "" || reason.includes("\n"))
      problems.add({
        at,
        what: "a scanner's finding is skipped without a rule and a reason",
        got: `${JSON.stringify(key)}: ${JSON.stringify(reason)}`,
        expected: "CKV_AWS_88, AVD-AWS-0107 or terraform_unused_declarations, and one line that says why",
        fix: "name the rule as the scanner does, and say why the finding is meant",
      });
    for (const { name, rule, place, comments: print } of SCANNERS) {
      const own = rules.filter((id) => rule.test(id));
      if (own.length === 0) continue;
      comments[place].push(...print(own, reason.trim()));
      if (place === "above") nextToBlock.add(name);
    }
  }
  if (nextToBlock.size > 1)
    problems.add({
      at,
      what: "two scanners want the line directly above a block",
      got: comments.above.join(" · "),
      expected: "rules of Trivy or of TFLint, not of both",
      fix: 'skip TFLint\'s on the argument it is about: { on: { name: "tflint-ignore: rule # reason" } }',
    });
  const above = [block.comment ?? [], comments.above].flat();
  const { inside } = comments;
  return [
    {
      ...block,
      ...(above.length > 0 && { comment: above.join("\n") }),
      ...(inside.length > 0 && { inside: inside.join("\n") }),
    },
    ...others,
  ];
}
