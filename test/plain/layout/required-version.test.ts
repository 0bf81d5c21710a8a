import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { DataResource, TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { hcl, Import, Moved, type PlainStack, Removed } from "../../../constructs/plain";
import { filesOf } from "../support/synth";

const required = (build: (stack: PlainStack) => void, requiredVersion?: string): string | undefined => {
  const files = filesOf(build, requiredVersion === undefined ? {} : { requiredVersion });
  return /required_version = "(.*)"/.exec(files["terraform.tf"] ?? "")?.[1];
};

describe("the version of Terraform that a stack requires", () => {
  it.each<[string, string, (stack: PlainStack) => void]>([
    [
      ">= 1.5",
      "most of it",
      (stack) => void new Moved(stack, "moved", { from: "terraform_data.a", to: "terraform_data.main" }),
    ],
    [
      ">= 1.7",
      "a removed block",
      (stack) => void new Removed(stack, "removed", { from: "aws_vpc.old", destroy: false }),
    ],
    [
      ">= 1.7",
      "an import of several",
      (stack) =>
        void new Import(stack, "import", {
          to: "terraform_data.main[each.key]",
          id: "${each.key}",
          forEach: ["a"],
        }),
    ],
    [
      ">= 1.9",
      "a validation that looks at another variable",
      (stack) => {
        const least = new TerraformVariable(stack, "least", { type: "number" });
        const size = new TerraformVariable(stack, "size", { type: "number" });
        size.addValidation({ condition: hcl.bool`${size} >= ${least}`, errorMessage: "It is too small." });
      },
    ],
    [
      ">= 1.5",
      "a validation of a variable",
      (stack) => {
        const size = new TerraformVariable(stack, "size", { type: "number" });
        size.addValidation({ condition: hcl.bool`${size} >= 1`, errorMessage: "It is too small." });
      },
    ],
    [
      ">= 1.5",
      "a validation whose loop calls its variable as something else is called",
      (stack) => {
        const size = new TerraformVariable(stack, "size", { type: "list(any)" });
        const condition = hcl.bool`alltrue([for data in ${size} : data.a.b])`;
        size.addValidation({ condition, errorMessage: "It is too small." });
      },
    ],
    [
      ">= 1.9",
      "a validation whose message looks at another variable",
      (stack) => {
        const least = new TerraformVariable(stack, "least", { type: "number" });
        const size = new TerraformVariable(stack, "size", { type: "number" });
        size.addValidation({ condition: hcl.bool`${size} >= 1`, errorMessage: `It must exceed ${least}.` });
      },
    ],
    [
      ">= 1.11",
      "a value that is only written",
      (stack) => {
        new AwsProvider(stack, "aws", {});
        new SecretsmanagerSecretVersion(stack, "v", {
          secretId: "x",
          secretStringWo: "y",
          secretStringWoVersion: 1,
        });
      },
    ],
    [
      ">= 1.10",
      "an ephemeral resource",
      (stack) =>
        void stack.addOverride("ephemeral.aws_secretsmanager_random_password.token", { password_length: 20 }),
    ],
    [
      ">= 1.10",
      "an ephemeral variable",
      (stack) =>
        void new TerraformVariable(stack, "token", { type: "string" }).addOverride("ephemeral", true),
    ],
  ])("is %s for %s", (version, _, build) => {
    const all = (stack: PlainStack): void => {
      new DataResource(stack, "terraform_data.main", {});
      build(stack);
    };
    expect(required(all)).toBe(version);
  });

  it("is the author's own where there is one", () => {
    const build = (stack: PlainStack): void =>
      void new Removed(stack, "removed", { from: "aws_vpc.old", destroy: false });
    expect(required(build, "~> 1.9")).toBe("~> 1.9");
  });
});
