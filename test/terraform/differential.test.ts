import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { beforeAll, expect, it } from "vitest";
import { type DifferentialResult, differential } from "./differential";
import { CORPUS } from "./differential/corpus";
import { describeDifference } from "./differential/difference";
import { CasesInOneStack } from "./differential/owners";
import { describeWith } from "./support/requirements";

// PLAINFORM_CORPUS picks cases by a part of their names, to look at one alone.
const wanted = CORPUS.filter(({ name }) => name.includes(process.env.PLAINFORM_CORPUS ?? ""));

describeWith(["terraform"], "cdktf's JSON and plainform's HCL of the same code", () => {
  const together = new CasesInOneStack(wanted);
  let result: DifferentialResult;

  beforeAll(async () => {
    result = await differential((stack) => {
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      together.build(stack);
    });
  }, 180_000);

  it.each(wanted.map(({ name }) => name))("mean the same to Terraform: %s", (name) => {
    const own = result.differences.filter((difference) => together.ownerOf(difference) === name);
    expect(own.map((difference) => describeDifference(difference, result.names)).join("\n")).toBe("");
  });

  it("differ nowhere else", () => {
    const rest = result.differences.filter((difference) => together.ownerOf(difference) === undefined);
    expect(rest.map((difference) => describeDifference(difference, result.names)).join("\n")).toBe("");
  });

  it("are compared in full", () => {
    process.stdout.write(
      `differential: ${wanted.length} stacks, ${result.resources} resources, ${result.compared} values compared\n`,
    );
    expect(result.compared).toBeGreaterThan(0);
  });
});
