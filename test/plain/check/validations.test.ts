import { CloudBackend, DataResource, NamedCloudWorkspace } from "cdktf";
import { afterEach, describe, expect, it } from "vitest";
import { filesOf, problemsOf } from "../support/synth";

describe("the validations of a construct", () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  it("start no program: not even Terraform, for its version", () => {
    process.env.PATH = "/nowhere";
    const files = filesOf((stack) => {
      new CloudBackend(stack, { organization: "shop", workspaces: new NamedCloudWorkspace("prod") });
      const data = new DataResource(stack, "terraform_data.main", {});
      data.importFrom("5b1e");
    });
    expect(files["main.tf"]).toContain('resource "terraform_data" "main"');
    expect(files["main.tf"]).toContain("import {");
    expect(files["terraform.tf"]).toContain("cloud {");
  });

  it("say what they say besides", () => {
    const problems = problemsOf((stack) => {
      const data = new DataResource(stack, "terraform_data.main", {});
      data.node.addValidation({ validate: () => ["too large"] });
    });
    expect(problems).toEqual([{ at: "system/terraform_data.main", what: "too large" }]);
  });
});
