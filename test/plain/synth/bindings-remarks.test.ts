import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App } from "cdktf";
import { describe, expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";

function remarksOf(...versions: readonly string[]): readonly string[] {
  const app = new App({ skipValidation: true });
  versions.forEach((providerVersion, index) => {
    const stack = new PlainStack(app, `stack-${index}`);
    const vpc = new Vpc(stack, "main", { cidrBlock: "10.0.0.0/16" });
    Object.assign(vpc, { terraformGeneratorMetadata: { providerName: "aws", providerVersion } });
  });
  return planApp(app).remarks;
}

describe("bindings of another major version than the one known here", () => {
  it("are remarked on, once for each version, with the stacks that use them", () => {
    expect(remarksOf("6.22.1", "5.100.0", "6.22.1", "4.67.0")).toEqual([
      "stack-0, stack-2: the bindings are of aws 6.22.1; which JSON may be written as jsonencode(…) is known of 5.100.0 only: look for changes of JSON in the first plan",
      "stack-3: the bindings are of aws 4.67.0; which JSON may be written as jsonencode(…) is known of 5.100.0 only: look for changes of JSON in the first plan",
    ]);
  });

  it("are all right in another minor version", () => {
    expect(remarksOf("5.100.0", "5.31.0")).toEqual([]);
  });
});
