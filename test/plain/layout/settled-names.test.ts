import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { DataResource, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { PlainStack } from "../../../constructs/plain";
import { type Build, blocksOf, problemsOf } from "../support/synth";

/** What each VPC is called, by the CIDR block that tells it apart, and what an output that refers to it says. */
function namesOf(build: Build): Readonly<Record<string, string>> {
  const text = blocksOf((stack) => {
    new AwsProvider(stack, "aws", {});
    build(stack);
  });
  const names = [...text.matchAll(/resource "aws_vpc" "(\w+)" \{\n {2}cidr_block = "(\w+)"/g)];
  const outputs = [...text.matchAll(/output "to_(\w+)" \{\n {2}value = aws_vpc\.(\w+)\.id/g)];
  expect(Object.fromEntries(outputs.map(([, of, name]) => [of, name]))).toEqual(
    Object.fromEntries(names.map(([, name, of]) => [of, name])),
  );
  return Object.fromEntries(names.map(([, name, of]) => [of, name ?? ""]));
}

/** A VPC that is referred to as soon as it is there, as authors do. */
function vpc(scope: Construct, id: string, cidrBlock: string): Vpc {
  const made = new Vpc(scope, id, { cidrBlock });
  new TerraformOutput(made.cdktfStack, `output.to_${cidrBlock}`, { value: made.id });
  return made;
}

describe("of elements that could have the same name", () => {
  const steps: readonly Build[] = [
    (stack) => vpc(new Construct(stack, "network"), "vpc", "a"),
    (stack) => vpc(stack.file("network.tf"), "network", "b"),
    (stack) => vpc(new Construct(stack, "Network"), "Default", "c"),
  ];
  const inOrder =
    (...order: readonly number[]): Build =>
    (stack) => {
      for (const index of order) steps[index]?.(stack);
    };

  it("the one with the shortest path has it, in whatever order they are created", () => {
    const names = { a: "network_vpc", b: "network", c: "network_default" };
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ])
      expect(namesOf(inOrder(...order))).toEqual(names);
  });

  it("none loses it to a new sibling whose path says more", () => {
    expect(namesOf(inOrder(0))).toEqual({ a: "network" });
    expect(
      namesOf((stack) => {
        vpc(new Construct(new Construct(stack, "network-network"), "network"), "network-vpc", "d");
        inOrder(0)(stack);
      }),
    ).toMatchObject({ a: "network" });
  });

  it("an address that the author wrote keeps its name, even when it comes last", () => {
    const names = namesOf((stack) => {
      inOrder(0, 2)(stack);
      vpc(stack, "aws_vpc.network", "e");
    });
    expect(names).toEqual({ a: "network_vpc", c: "network_default", e: "network" });
  });

  it("one that has overrideLogicalId keeps that", () => {
    const names = namesOf((stack) => {
      const other = new Vpc(stack, "other", { cidrBlock: "f" });
      other.overrideLogicalId("network");
      new TerraformOutput(stack, "output.to_f", { value: other.id });
      vpc(new Construct(stack, "edge"), "vpc", "a");
    });
    expect(names).toEqual({ a: "edge", f: "network" });
  });

  it("two that cannot be told apart any more are a problem that names both", () => {
    const build = (stack: PlainStack): void => {
      new AwsProvider(stack, "aws", {});
      vpc(new Construct(stack, "network"), "vpc", "a");
      new Vpc(stack, "other", {}).overrideLogicalId("network");
    };
    expect(problemsOf(build)).toMatchObject([
      { what: "two elements claim the address aws_vpc.network", got: "system/network/vpc and system/other" },
    ]);
  });

  it("a repeated one is referred to by its new name in every form", () => {
    const text = blocksOf((stack) => {
      const long = new DataResource(new Construct(stack, "jobs"), "data", { count: 2 });
      long.moveFromId("terraform_data.old");
      new DataResource(stack, "use", { input: { all: long.fqn }, dependsOn: [long] });
      new DataResource(stack.file("jobs.tf"), "jobs", {});
    });
    expect(text).toContain('resource "terraform_data" "jobs_data"');
    expect(text).toContain("all = terraform_data.jobs_data\n");
    expect(text).toContain("depends_on = [terraform_data.jobs_data]");
    expect(text).toContain("to   = terraform_data.jobs_data");
  });
});
