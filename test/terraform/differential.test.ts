import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { beforeAll, expect, it } from "vitest";
import { convert } from "../../constructs/convert/convert";
import { describeDifference } from "../../constructs/convert/verify/difference";
import { writeTree } from "../../constructs/plain/tree";
import { describeWith } from "../support/requirements";
import {
  type AuthorCode,
  type AuthorStack,
  compareSides,
  type DifferentialResult,
  type PlannedSide,
  plannedSide,
} from "./differential";
import { CORPUS } from "./differential/corpus";
import { CHANGED, type Mistake, REFUSED, THROWN } from "./differential/corpus/mistakes";
import { CasesInOneStack } from "./differential/owners";
import { planSide, refusalOf } from "./differential/plan-side";
import { addCompanions, writeByCdktf, writeByPlainform } from "./differential/write-sides";
import { cliConfig } from "./support/cli-config";
import { temporaryFolder } from "./support/temporary";

// PLAINFORM_CORPUS picks cases by a part of their names, to look at one alone.
const wanted = CORPUS.filter(({ name }) => name.includes(process.env.PLAINFORM_CORPUS ?? ""));

describeWith(["terraform"], "cdktf's JSON and plainform's HCL of the same code", () => {
  const together = new CasesInOneStack(wanted);
  let json: PlannedSide;
  let result: DifferentialResult;

  beforeAll(async () => {
    const code = (stack: AuthorStack): void => {
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      together.build(stack);
    };
    const written = writeByCdktf(code);
    const plain = writeByPlainform(code);
    addCompanions(written, plain.companions);
    json = await plannedSide(written);
    result = compareSides(json, await plannedSide(plain));
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

  it("mean the same to Terraform once convert has made HCL of the JSON", async () => {
    const out = temporaryFolder("converted");
    process.env.TF_CLI_CONFIG_FILE = (await cliConfig()).file;
    const { plan, stacks } = convert({ source: join(json.root, "cdk.tf.json"), out });
    writeTree(out, plan);
    const root = join(out, stacks[0]?.stack.name ?? "");
    const converted = compareSides(json, await plannedSide({ name: "converted HCL", root }));
    expect(converted.report).toBe("");
    process.stdout.write(
      `convert: ${converted.resources} resources, ${converted.compared} values compared\n`,
    );
    expect(converted.compared).toBeGreaterThan(0);
  }, 180_000);
});

// Right author code of which cdktf's JSON is wrong: ours must plan, and mean what the author wrote.
describeWith(["terraform"], "where cdktf is wrong, plainform", () => {
  const withProvider =
    (mistakes: readonly Mistake[]): AuthorCode =>
    (stack) => {
      for (const { build } of mistakes) build(stack);
      // Without it Terraform has no provider to start.
      const usesAws = stack.node.findAll().some(({ node }) => node.id.startsWith("aws_"));
      if (usesAws) new AwsProvider(stack, "provider.aws", { region: "us-east-1" });
    };
  let outputs: Readonly<Record<string, { readonly value?: unknown }>>;

  beforeAll(async () => {
    const { plan } = await planSide(writeByPlainform(withProvider([...THROWN, ...REFUSED, ...CHANGED])), {});
    outputs = (plan.planned_values as { outputs: typeof outputs }).outputs;
  }, 180_000);

  it.each(THROWN)("writes what cdktf cannot: $name ($reason)", ({ build, error }) => {
    expect(() => writeByCdktf((stack) => build(stack))).toThrow(error);
  });

  it.each(REFUSED)(
    "writes what Terraform takes: $name ($reason)",
    async (mistake) => {
      expect(await refusalOf(writeByCdktf(withProvider([mistake])))).toMatch(mistake.error);
    },
    60_000,
  );

  it("writes what was meant", async () => {
    const { plan } = await planSide(writeByCdktf(withProvider(CHANGED)), {});
    const theirs = (plan.planned_values as { outputs: typeof outputs }).outputs;
    for (const { name, output, cdktf, ours } of CHANGED) {
      expect(theirs[output]?.value, `cdktf: ${name}`).toEqual(cdktf);
      expect(outputs[output]?.value, `plainform: ${name}`).toEqual(ours);
    }
  }, 180_000);
});
