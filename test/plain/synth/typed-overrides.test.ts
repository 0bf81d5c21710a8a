import { describe, expect, it } from "vitest";
import { asAttribute, asBlock } from "../../../constructs/plain";
import { blocksOf, problemsOf } from "../support/synth";

describe("an override of the stack", () => {
  it("says itself what in an ephemeral resource is a block", () => {
    const text = blocksOf((stack) => {
      stack.addOverride("ephemeral.acme_token.main", {
        length: 20,
        provider: "acme.west",
        list: ["a"],
        keepers: asAttribute({ a: 1 }),
        policy: asBlock({ min: 1 }),
      });
    });
    expect(text).toBe(`ephemeral "acme_token" "main" {
  provider = acme.west

  length = 20
  list   = ["a"]
  keepers = {
    a = 1
  }

  policy {
    min = 1
  }
}
`);
  });

  it("that does not tell a block from an argument is a problem, with both ways to say it", () => {
    const problems = problemsOf((stack) => {
      stack.addOverride("ephemeral.aws_secret.main", { policy: { min: 1 } });
    });
    expect(problems).toEqual([
      {
        at: "system",
        what: "an override of the stack does not say whether it is a block or an argument",
        got: 'policy = {"min":1}',
        expected: "a value that says which it is",
        fix: "write asBlock({ … }) for a block, or asAttribute({ … }) for an argument",
      },
    ]);
  });
});
