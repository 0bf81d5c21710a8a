import { Annotations, Aspects, DataResource, TerraformOutput, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { TextFileProps } from "../../../constructs/plain";
import { problemsOf } from "../support/synth";

const CUSTOM = "a construct writes files by itself during a synth";

describe("the problems of a synth", () => {
  it("name every construct that has no Terraform name, once", () => {
    const problems = problemsOf((stack) => {
      new TerraformVariable(stack, "!", { type: "string" });
      new TerraformOutput(stack, "?", { value: 1 });
      new DataResource(stack, "#", {});
      stack.tfvars("dev.tfvars", {});
      stack.text("big.txt", { content: "12345", maxBytes: 4 });
    });
    expect(problems.map(({ at }) => at).sort()).toEqual([
      "system/!",
      "system/#",
      "system/?",
      "system/big.txt",
    ]);
  });

  it("include what an aspect or a validation throws, with all the others", () => {
    const problems = problemsOf((stack) => {
      const data = new DataResource(stack, "a", {});
      data.node.addValidation({
        validate: () => {
          throw new Error("no such region");
        },
      });
      Aspects.of(data).add({
        visit: () => {
          throw new TypeError("tags is undefined");
        },
      });
      Annotations.of(stack).addError("too old");
    });
    expect(problems).toEqual([
      { at: "system/a", what: "tags is undefined" },
      { at: "system", what: "too old" },
      { at: "system/a", what: "no such region" },
    ]);
  });

  it("include a text file without content", () => {
    const problems = problemsOf((stack) => {
      stack.text("a.sh", {} as TextFileProps);
    });
    expect(problems).toEqual([
      {
        at: "system/a.sh",
        what: "a text file has no content",
        got: "content: undefined",
        expected: "a string, which may be empty",
      },
    ]);
  });

  it("include constructs that would write files of their own", () => {
    const problems = problemsOf((stack) => {
      const code = new Construct(stack, "code");
      Object.defineProperty(code, Symbol.for("cdktf/customSynthesis"), { value: { onSynthesize: () => {} } });
    });
    expect(problems).toMatchObject([{ at: "system/code", what: CUSTOM }]);
  });
});
