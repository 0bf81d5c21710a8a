import { DataResource, Lazy, TerraformLocal, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { PlainformError, type PlainStack, type Problem } from "../../../constructs/plain";
import { filesOf } from "../support/synth";

function problemsOf(build: (stack: PlainStack) => void): readonly Problem[] {
  try {
    filesOf(build);
    return [];
  } catch (error) {
    if (error instanceof PlainformError) return error.problems;
    throw error;
  }
}

function cycle(): Record<string, unknown> {
  const value: Record<string, unknown> = { name: "a" };
  value.itself = [value];
  return value;
}

const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => [inner], "end");

const CASES: readonly [string, string, (stack: PlainStack) => void][] = [
  ["in an argument", "x", (stack) => new DataResource(stack, "x", { input: cycle() as never })],
  ["in an output", "x", (stack) => new TerraformOutput(stack, "x", { value: cycle() })],
  ["in a local value", "x", (stack) => new TerraformLocal(stack, "x", cycle())],
  ["in an override", "x", (stack) => new DataResource(stack, "x").addOverride("input", cycle())],
  [
    "in a default",
    "variables.tf/var.x",
    (stack) => stack.file("variables.tf").variable("x", { type: "any", description: "X.", default: cycle() }),
  ],
  [
    "in a tfvars file",
    "x.tfvars",
    (stack) => {
      stack.file("variables.tf").variable("x", { type: "any", description: "X." });
      stack.tfvars("x.tfvars", { x: cycle() });
    },
  ],
  [
    "in what is only produced at the synth",
    "x",
    (stack) => {
      const lazy: unknown = Lazy.anyValue({ produce: () => ({ lazy }) });
      new TerraformOutput(stack, "x", { value: lazy });
    },
  ],
  ["as lists in lists", "x", (stack) => new TerraformOutput(stack, "x", { value: nested(20_000) })],
  [
    "as an expression",
    "x",
    (stack) => new TerraformOutput(stack, "x", { value: `\${${"(".repeat(20_000)}1${")".repeat(20_000)}}` }),
  ],
  ["as a sum", "x", (stack) => new TerraformOutput(stack, "x", { value: `\${${"1 + ".repeat(6_000)}1}` })],
];

describe("what has no end, or one too far away,", () => {
  it.each(CASES)("is a problem of its construct: %s", (_, path, build) => {
    expect(problemsOf(build)).toEqual([
      expect.objectContaining({
        at: expect.stringMatching(new RegExp(`/${path}$`)),
        what: "a value contains itself, or is nested too deeply",
      }),
    ]);
  });

  it("is refused in the tree of constructs, with the beginning of the path", () => {
    const problems = problemsOf((stack) => {
      let scope: Construct = stack;
      for (let level = 0; level < 1_100; level += 1) scope = new Construct(scope, `c${level}`);
      new DataResource(scope, "x");
    });
    expect(problems).toEqual([
      expect.objectContaining({
        at: expect.stringMatching(/\/c0\/c1\/c2\/.*…$/),
        what: "constructs are nested too deeply",
      }),
    ]);
  });
});

describe("half of a character", () => {
  it.each<[string, (stack: PlainStack) => void]>([
    ["in a text", (stack) => new TerraformOutput(stack, "x", { value: "a\ud800b" })],
    ["in a key", (stack) => new TerraformOutput(stack, "x", { value: { "a\ud800b": 1 } })],
    ["in a description", (stack) => new TerraformOutput(stack, "x", { value: 1, description: "a\ud800b" })],
  ])("is refused with its place: %s", (_, build) => {
    expect(problemsOf(build)).toEqual([
      expect.objectContaining({
        at: expect.stringMatching(/\/x$/),
        what: "a text holds half of a character",
        got: '"a\\ud800b" (at character 2)',
      }),
    ]);
  });
});
