import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { convert } from "../constructs/convert/convert";
import type { AddressTable } from "../constructs/convert/names/new-names";
import { compareEvidence } from "../constructs/convert/verify/difference";
import { evidenceOf, type Planned } from "../constructs/convert/verify/evidence";
import { normalise } from "../constructs/convert/verify/normalise";
import { withNewNames } from "../constructs/convert/verify/renamed-evidence";
import { writeTree } from "../constructs/plain/tree";
import { type AuthorStack, withStack } from "../test/terraform/differential/author-code";
import { type Case, CORPUS } from "../test/terraform/differential/corpus";
import { HashedStack } from "../test/terraform/differential/hashed-stack";
import { planSide } from "../test/terraform/differential/plan-side";
import { writeByCdktf } from "../test/terraform/differential/write-sides";
import { cliConfig } from "../test/terraform/support/cli-config";
import { copyTree } from "../test/terraform/support/tree";

/**
 * Three ways from cdktf's JSON to HCL, side by side, on cases of the differential test:
 * `node -r tsx/cjs bench/leaving.ts <folder of npm's json-to-tf> [every nth case]`.
 *
 * Asked of each: whether Terraform can plan it, whether `terraform fmt` leaves it alone, whether the plan is that of
 * the JSON, and how many names still have a hash.
 */
type Way = "cdktf synth --hcl" | "json-to-tf" | "plainform convert";

interface Written {
  readonly root: string;
  readonly table: AddressTable;
}

interface Score {
  planned: number;
  formatted: number;
  equal: number;
  hashes: number;
}

async function main([folder = "", nth = "1"]: readonly string[]): Promise<void> {
  process.env.TF_CLI_CONFIG_FILE = (await cliConfig()).file;
  const { jsonToTf: toTf } = require(resolve(folder)) as { jsonToTf: (json: string) => string };
  const scores = new Map<Way, Score>();
  const cases = CORPUS.filter((_, index) => index % Number(nth) === 0);
  for (const one of cases) {
    const code = authorCode(one);
    HashedStack.learnFrom(readFileSync(join(writeByCdktf(code, HashedStack).root, "cdk.tf.json"), "utf8"));
    const reference = writeByCdktf(code, HashedStack);
    const source = join(reference.root, "cdk.tf.json");
    const planned = await planSide({ name: "JSON", root: copyTree(reference.root).root }, {});
    const ways: Readonly<Record<Way, () => Written | Promise<Written>>> = {
      "cdktf synth --hcl": () => byCdktfHcl(one),
      "json-to-tf": () => withText(toTf(readFileSync(source, "utf8"))),
      "plainform convert": () => converted(source),
    };
    for (const [way, write] of Object.entries(ways) as [Way, (typeof ways)[Way]][]) {
      const score = scores.get(way) ?? { planned: 0, formatted: 0, equal: 0, hashes: 0 };
      scores.set(way, score);
      const verdict = await judged(write, planned, score);
      console.log(`${one.name.padEnd(44)} ${way.padEnd(18)} ${verdict}`);
    }
  }
  console.log(`\n| ${cases.length} cases | planned by Terraform | fmt-clean | plan equal | hashed names |`);
  console.log("| --- | --- | --- | --- | --- |");
  for (const [way, { planned, formatted, equal, hashes }] of scores)
    console.log(`| \`${way}\` | ${planned} | ${formatted} | ${equal} | ${hashes} |`);
}

async function judged(
  write: () => Written | Promise<Written>,
  reference: Planned,
  score: Score,
): Promise<string> {
  let written: Written;
  try {
    written = await write();
  } catch (error) {
    return `not written: ${firstLine(error)}`;
  }
  const { root, table } = written;
  const texts = readdirSync(root).filter((name) => name.endsWith(".tf"));
  const hashes = texts
    .map((name) => readFileSync(join(root, name), "utf8"))
    .flatMap((text) => text.match(/^(?:resource|data|module|variable|output) .*_[0-9A-F]{8}" \{/gm) ?? []);
  score.hashes += hashes.length;
  const isFormatted = spawnSync("terraform", ["fmt", "-check", root]).status === 0;
  if (isFormatted) score.formatted += 1;
  try {
    const planned = await planSide({ name: "HCL", root }, {});
    score.planned += 1;
    const sides = normalise(withNewNames(evidenceOf(reference), table), evidenceOf(planned));
    const { differences } = compareEvidence(...sides);
    if (differences.length === 0) score.equal += 1;
    const first = differences[0];
    return `planned, fmt ${isFormatted ? "clean" : "not clean"}, ${first === undefined ? "equal" : `${differences.length} differences: ${first.subject} ${first.path}`}`;
  } catch (error) {
    return `fmt ${isFormatted ? "clean" : "not clean"}, not planned: ${firstLine(error)}`;
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const errors = [...text.matchAll(/Error: (.*)/g)].map(([, message = ""]) => message);
  return errors.find((message) => !message.startsWith("Terraform encountered")) ?? text.split("\n")[0] ?? "";
}

function authorCode({ build }: Case): (stack: AuthorStack) => void {
  return (stack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
  };
}

/** As cdktf's command line does it: it asks by the environment, and formats what comes. */
async function byCdktfHcl(one: Case): Promise<Written> {
  const outdir = mkdtempSync(join(tmpdir(), "leaving-hcl-"));
  process.env.SYNTH_HCL_OUTPUT = "true";
  try {
    const app = new App({ outdir, stackTraces: false });
    const id = withStack(authorCode(one), HashedStack, app, (stack) => {
      app.synth();
      return stack.node.id;
    });
    const { format } = require("@cdktf/hcl-tools") as { format: (hcl: string) => Promise<string> };
    return withText(await format(readFileSync(join(outdir, "stacks", id, "cdk.tf"), "utf8")));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
}

function converted(source: string): Written {
  const out = mkdtempSync(join(tmpdir(), "leaving-out-"));
  const { plan, stacks } = convert({ source, out });
  writeTree(out, plan);
  const [stack] = stacks;
  return { root: join(out, stack?.stack.name ?? ""), table: stack?.table ?? new Map() };
}

function withText(text: string): Written {
  const root = mkdtempSync(join(tmpdir(), "leaving-tf-"));
  writeFileSync(join(root, "main.tf"), text);
  return { root, table: new Map() };
}

void main(process.argv.slice(2));
