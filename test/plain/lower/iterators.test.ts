import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { listMapper, TerraformIterator, TerraformOutput, TerraformResource } from "cdktf";
import { describe, expect, it } from "vitest";
import type { PlainStack } from "../../../constructs/plain";
import { blocksOf, problemsOf } from "../support/synth";

const each = () => TerraformIterator.fromList(["a", "b"]);

const whats = (build: (stack: PlainStack) => void): readonly (string | undefined)[][] =>
  problemsOf(build).map(({ at, what, got }) => [at, what, got]);

describe("a generated block", () => {
  it("is a block in a class without types, which makes it of nothing else", () => {
    class Handmade extends TerraformResource {
      protected override synthesizeAttributes(): Record<string, unknown> {
        const loop = each();
        return { part: listMapper((part: unknown) => part, true)(loop.dynamic({ name: loop.value })) };
      }
    }
    expect(
      blocksOf((stack) => void new Handmade(stack, "one", { terraformResourceType: "terraform_x" })),
    ).toBe(
      [
        'resource "terraform_x" "one" {',
        '  dynamic "part" {',
        '    for_each = toset(["a", "b"])',
        "",
        "    content {",
        "      name = part.value",
        "    }",
        "  }",
        "}",
        "",
      ].join("\n"),
    );
  });

  it("wants an object", () => {
    const found = whats((stack) => {
      new AwsProvider(stack, "aws", {});
      const loop = each();
      const text = `x-${loop.value}` as unknown as Record<string, unknown>;
      new SecurityGroup(stack, "one", { ingress: loop.dynamic(text) });
    });
    expect(found).toEqual([
      ["system/one", "the content of a generated block ingress is not an object", "string"],
    ]);
  });
});

describe("text that a loop is to give for each element", () => {
  it("is refused in the author's own words where it is no expression", () => {
    const found = whats((stack) => {
      const loop = each();
      new TerraformOutput(stack, "list", { value: loop.forExpressionForList(`x-${loop.value}`) });
      new TerraformOutput(stack, "map", { value: loop.forExpressionForMap("key", "x y") });
    });
    const what = "what an iterator is to give for each element is not a Terraform expression";
    expect(found).toEqual([
      ["system/list", what, '"x-${…}"'],
      ["system/map", what, '"key" and "x y"'],
    ]);
  });
});

describe("an empty list of dependencies", () => {
  it("is not printed", () => {
    const text = blocksOf((stack) => {
      new AwsProvider(stack, "aws", {});
      new SecurityGroup(stack, "one", { name: "a" }).addOverride("depends_on", []);
    });
    expect(text).not.toContain("depends_on");
  });
});
