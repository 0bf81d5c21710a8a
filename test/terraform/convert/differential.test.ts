import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { beforeAll, expect, it } from "vitest";
import { convert } from "../../../constructs/convert/convert";
import { describeDifference } from "../../../constructs/convert/verify/difference";
import { describeWith } from "../../support/requirements";
import { compareFolders, type DifferentialResult } from "../differential";
import { CORPUS } from "../differential/corpus";
import { CasesInOneStack } from "../differential/owners";
import { writeByCdktf } from "../differential/write-sides";
import { cliConfig } from "../support/cli-config";
import { temporaryFolder } from "../support/temporary";

describeWith(["terraform"], "cdktf's JSON and what convert makes of it", () => {
  let result: DifferentialResult;

  beforeAll(async () => {
    const together = new CasesInOneStack(CORPUS);
    const reference = writeByCdktf((stack) => {
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      together.build(stack);
    });
    const out = temporaryFolder("converted");
    process.env.TF_CLI_CONFIG_FILE = (await cliConfig()).file;
    const { plan, stacks } = convert({ source: join(reference.root, "cdk.tf.json"), out });
    for (const { path, content, mode } of plan.files) {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), content, { mode });
    }
    result = await compareFolders(
      { name: "cdktf's JSON", path: reference.root },
      { name: "converted HCL", path: out, rootModule: stacks[0]?.stack.name ?? "" },
    );
  }, 300_000);

  it("mean the same to Terraform", () => {
    expect(
      result.differences.map((difference) => describeDifference(difference, result.names)).join("\n"),
    ).toBe("");
    process.stdout.write(`convert: ${result.resources} resources, ${result.compared} values compared\n`);
    expect(result.compared).toBeGreaterThan(0);
  });
});
