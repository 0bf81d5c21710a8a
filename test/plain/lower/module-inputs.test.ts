import { TerraformHclModule } from "cdktf";
import { expect, it } from "vitest";
import { blocksOf } from "../support/synth";

it("an input of a module called policy stays the text that it is: what the module does with it is not known", () => {
  const printed = blocksOf((stack) => {
    new TerraformHclModule(stack, "module.store", {
      source: "registry.example.com/store/any",
      variables: { policy: '{"b": 1, "a": 2}' },
    });
  });
  expect(printed).toContain('policy = "{\\"b\\": 1, \\"a\\": 2}"');
});
