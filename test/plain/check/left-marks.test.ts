import { DataResource, TerraformOutput, TerraformVariable, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import type { PlainStack } from "../../../constructs/plain";
import { problemsOf } from "../support/synth";

const list = (stack: PlainStack): string[] =>
  new TerraformVariable(stack, "names", { type: "list(string)" }).listValue;
const number = (stack: PlainStack): number =>
  new TerraformVariable(stack, "count", { type: "number" }).numberValue;
const data = (stack: PlainStack, input: unknown): void =>
  void new DataResource(stack, "terraform_data.main", { input: input as object });

describe("what cdktf writes in the place of a value", () => {
  it.each<[string, (stack: PlainStack) => void, string]>([
    [
      "a list, joined",
      (stack) => data(stack, list(stack).join(",")),
      'argument input of resource "terraform_data" "main"',
    ],
    [
      "an item of a list",
      (stack) => data(stack, { a: `x-${list(stack)[0]}` }),
      'argument a of resource "terraform_data" "main"',
    ],
    [
      "the key of a map",
      (stack) => data(stack, Object.keys(Token.asStringMap(Token.asAny("${var.tags}")))),
      "main.tf",
    ],
    [
      "a number that JavaScript computed with",
      (stack) => data(stack, { half: number(stack) / 2 }),
      'argument half of resource "terraform_data" "main"',
    ],
    [
      "a number with another sign",
      (stack) => data(stack, { less: -number(stack) }),
      'argument less of resource "terraform_data" "main"',
    ],
    [
      "a number in a description",
      (stack) => void new TerraformOutput(stack, "one", { value: 1, description: `like ${number(stack)}` }),
      'argument description of output "one"',
    ],
  ])("is found in Terraform: %s", (_, build, place) => {
    const [problem, ...others] = problemsOf(build);
    expect(others).toEqual([]);
    expect(problem?.what).toBe("a reference would be written as the mark that cdktf puts in its place");
    expect(problem?.got).toContain(place);
  });

  it("is found in any other text, which Terraform does not read", () => {
    const found = problemsOf((stack) => {
      const { id } = new DataResource(stack, "terraform_data.main", {});
      stack.text("boot.sh", { content: `#!/bin/bash\necho ${id} ${number(stack)}\n` });
      stack.text("quoted.sh", { content: "#!/bin/bash\necho '$''{TfToken[TOKEN.1]}'\n" });
      stack.file("more.tf").local("why", 1, `because of ${id}`);
    });
    expect(found.map(({ at, got }) => `${at}: ${got?.replace(/^.*, in/, "in")}`)).toEqual([
      "system/boot.sh: in system/boot.sh: line 3",
      "system/more.tf: in system/more.tf: locals, line 4",
      "system/quoted.sh: in system/quoted.sh: line 3",
    ]);
  });

  it("may be spoken of in a document, as code", () => {
    const content = "cdktf writes `${TfToken[TOKEN.1]}` in its place\n";
    expect(problemsOf((stack) => void stack.text("README.md", { content }))).toEqual([]);
  });

  it("is no number of an author's", () => {
    expect(problemsOf((stack) => data(stack, [1e21, -1e200, 6.02e23]))).toEqual([]);
  });
});
