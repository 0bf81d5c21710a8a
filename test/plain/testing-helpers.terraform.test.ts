import { rmSync } from "node:fs";
import { TerraformOutput, Testing } from "cdktf";
import { expect, it } from "vitest";
import { PlainStack } from "../../constructs/plain";
import { describeWith } from "../support/requirements";

/** A stack, as the tests of an author make it. */
function stackWith(value: unknown): PlainStack {
  const stack = new PlainStack(Testing.app(), "site");
  new TerraformOutput(stack, "x", { value });
  return stack;
}

function isValid(value: unknown): boolean {
  const folder = Testing.fullSynth(stackWith(value));
  try {
    return Testing.toBeValidTerraform(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeWith(["terraform"], "cdktf's test helpers, of a plain stack,", () => {
  it("have Terraform look at what is written", () => {
    expect(isValid("${upper(1)}")).toBe(true);
    // A mistake that only Terraform finds.
    expect(isValid("${nosuch(1)}")).toBe(false);
  });

  it("give cdktf's JSON, as of any stack", () => {
    expect(JSON.parse(Testing.synth(stackWith("${upper(1)}")))).toEqual({
      output: { x: { value: "${upper(1)}" } },
    });
  });
});
