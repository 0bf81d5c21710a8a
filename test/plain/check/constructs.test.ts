import { relative } from "node:path";
import {
  Annotations,
  Aspects,
  AssetType,
  DataResource,
  TerraformAsset,
  TerraformHclModule,
  TerraformOutput,
  TerraformVariable,
} from "cdktf";
import { describe, expect, it } from "vitest";
import { PlainStack, type TextFileProps } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { problemsOf, withApp } from "../support/synth";

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

  it("include assets, which would be left out", () => {
    const problems = problemsOf((stack) => {
      new TerraformAsset(stack, "code", { path: __filename, type: AssetType.FILE });
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ at: "system/code", what: CUSTOM });
    expect(problems[0]?.got).toContain("TerraformAsset");
  });

  it("include modules that cdktf would copy, unless it is told not to", () => {
    const found = (skipAssetCreationFromLocalModules: boolean) =>
      problemsOf((stack) => {
        const source = `./${relative(process.cwd(), __dirname)}`;
        stack.node.setContext("cdktfRelativeModules", [source]);
        new TerraformHclModule(stack, "m", { source, skipAssetCreationFromLocalModules });
      }).map(({ what }) => what);
    expect(found(true)).toEqual([]);
    expect(found(false)).toContain(CUSTOM);
  });
});

describe("the remarks of a synth", () => {
  it("are the warnings and infos on any construct", () => {
    const annotations = withApp((app) => {
      const stack = new PlainStack(app, "system");
      Annotations.of(stack.file("a.tf")).addWarning("old");
      Annotations.of(app).addInfo("new");
      return planApp(app).annotations;
    });
    expect(annotations).toEqual([
      { constructPath: "", level: "@cdktf/info", message: "new" },
      { constructPath: "system/a.tf", level: "@cdktf/warn", message: "old" },
    ]);
  });
});
