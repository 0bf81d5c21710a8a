import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { beforeAll, expect, it } from "vitest";
import { convert } from "../../../constructs/convert/convert";
import type { AddressTable } from "../../../constructs/convert/names/new-names";
import {
  compareEvidence,
  type Difference,
  describeDifference,
} from "../../../constructs/convert/verify/difference";
import { evidenceOf } from "../../../constructs/convert/verify/evidence";
import { normalise } from "../../../constructs/convert/verify/normalise";
import { withNewNames } from "../../../constructs/convert/verify/renamed-evidence";
import { writeTree } from "../../../constructs/plain/tree";
import { describeWith } from "../../support/requirements";
import type { AuthorStack } from "../differential";
import { CORPUS } from "../differential/corpus";
import { HashedStack } from "../differential/hashed-stack";
import { CasesInOneStack } from "../differential/owners";
import { planSide } from "../differential/plan-side";
import { type Side, writeByCdktf } from "../differential/write-sides";
import { cliConfig } from "../support/cli-config";
import { temporaryFolder } from "../support/temporary";

describeWith(["terraform"], "cdktf's JSON with its own hashed names and what convert makes of it", () => {
  let table: AddressTable;
  let differences: readonly Difference[];
  let compared: number;

  beforeAll(async () => {
    HashedStack.learnFrom(readFileSync(join(byCdktf().root, "cdk.tf.json"), "utf8"));
    const reference = byCdktf();
    const out = temporaryFolder("converted");
    process.env.TF_CLI_CONFIG_FILE = (await cliConfig()).file;
    const { plan, stacks } = convert({ source: join(reference.root, "cdk.tf.json"), out });
    writeTree(out, plan);
    const [stack] = stacks;
    if (stack === undefined) throw new Error("no stack");
    ({ table } = stack);
    const tree = { name: "converted HCL", root: join(out, stack.stack.name) };
    const [json, hcl] = [await planSide(reference, {}), await planSide(tree, {})];
    const sides = normalise(withNewNames(evidenceOf(json), table), evidenceOf(hcl));
    ({ differences, compared } = compareEvidence(...sides));
  }, 300_000);

  it("mean the same to Terraform, once the names are those of the tree", () => {
    const report = differences.map((item) => describeDifference(item, ["cdktf's JSON", "converted HCL"]));
    expect(report.join("\n")).toBe("");
    process.stdout.write(`convert: ${table.size} names without their hash, ${compared} values compared\n`);
    expect(compared).toBeGreaterThan(1000);
  });

  it("are names without a hash, each for one thing", () => {
    expect(table.size).toBeGreaterThan(60);
    expect(new Set(table.values()).size).toBe(table.size);
    expect([...table.values()].filter((address) => /_[0-9a-f]{8}$/i.test(address))).toEqual([]);
  });
});

function byCdktf(): Side {
  const together = new CasesInOneStack(CORPUS);
  const build = (stack: AuthorStack): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    together.build(stack);
  };
  return writeByCdktf(build, HashedStack);
}
