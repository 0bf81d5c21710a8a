import { expect, it } from "vitest";
import { compareEvidence } from "../../constructs/convert/verify/difference";
import type { Evidence } from "../../constructs/convert/verify/evidence";
import { normalise } from "../../constructs/convert/verify/normalise";
import { withNewNames } from "../../constructs/convert/verify/renamed-evidence";

/** What Terraform says of a call of a module: within it, addresses begin anew. */
function evidence(module: string, source: string, topic: string): Evidence {
  return {
    configuration: {
      [module]: { source },
      [`${module}.aws_sns_topic.${topic}`]: { address: `aws_sns_topic.${topic}`, name: topic },
    },
  };
}

const TABLE = new Map([["module.app_topics_1A2B3C4D", "module.topics"]]);

function differences(before: Evidence, after: Evidence): readonly string[] {
  const sides = normalise(withNewNames(before, TABLE), after);
  return compareEvidence(...sides).differences.map(({ subject, path }) => `${subject} ${path}`);
}

it("a renamed call of a local module is the same wherever its folder lies", () => {
  const after = evidence("module.topics", "./modules/topics", "this");
  for (const source of [
    "/home/me/app/modules/topics",
    "./assets/topics/3B2DB6A0",
    "C:\\app\\modules\\topics",
  ])
    expect(differences(evidence("module.app_topics_1A2B3C4D", source, "this"), after), source).toEqual([]);
});

it("a module of another origin, and one with something else in it, is not", () => {
  const before = evidence("module.app_topics_1A2B3C4D", "company/topics/aws", "this");
  expect(differences(before, evidence("module.topics", "company/other/aws", "this"))).toEqual([
    "module.topics source",
  ]);
  expect(differences(before, evidence("module.topics", "company/topics/aws", "other"))).not.toEqual([]);
});
