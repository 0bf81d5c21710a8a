import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { convert } from "../constructs/convert/convert";
import type { AddressTable } from "../constructs/convert/names/new-names";
import { runTerraform } from "../constructs/convert/terraform";
import { compareEvidence } from "../constructs/convert/verify/difference";
import { evidenceOf, type Planned } from "../constructs/convert/verify/evidence";
import { normalise } from "../constructs/convert/verify/normalise";
import { withNewNames } from "../constructs/convert/verify/renamed-evidence";
import { writeTree } from "../constructs/plain/tree";
import { NetworkStack, writeInputs } from "../test/terraform/convert/apps";
import { type AuthorStack, withStack } from "../test/terraform/differential/author-code";
import { type Case, CORPUS } from "../test/terraform/differential/corpus";
import { HashedStack } from "../test/terraform/differential/hashed-stack";
import { planSide } from "../test/terraform/differential/plan-side";
import { writeByCdktf } from "../test/terraform/differential/write-sides";
import { cliConfig } from "../test/terraform/support/cli-config";
import { copyTree } from "../test/terraform/support/tree";

/**
 * Three ways from cdktf's JSON to HCL, side by side, on all cases of the differential test and the stacks of the test
 * apps: `node -r tsx/cjs bench/leaving.ts <folder of npm's json-to-tf> [every nth input]`.
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
  /** Of what is declared. */
  names: number;
  hashes: number;
}

/** A stack that is written as JSON and as HCL by cdktf itself. */
interface Input {
  readonly name: string;
  /** Folder with the `cdk.tf.json`. */
  readonly json: () => string;
  readonly hcl: () => Promise<Written>;
}

async function main([folder = "", nth = "1"]: readonly string[]): Promise<void> {
  process.env.TF_CLI_CONFIG_FILE = (await cliConfig()).file;
  const { jsonToTf: toTf } = require(resolve(folder)) as { jsonToTf: (json: string) => string };
  const scores = new Map<Way, Score>();
  const inputs = [...CORPUS.map(ofCase), ...testApps()].filter((_, index) => index % Number(nth) === 0);
  const schemaFile = schemaOfAws();
  for (const { name, json, hcl } of inputs) {
    const reference = json();
    const source = join(reference, "cdk.tf.json");
    const planned = await planSide({ name: "JSON", root: copyTree(reference).root }, {});
    const assets = join(reference, "assets");
    const ways: Readonly<Record<Way, () => Written | Promise<Written>>> = {
      "cdktf synth --hcl": hcl,
      "json-to-tf": () => withText(toTf(readFileSync(source, "utf8")), assets),
      "plainform convert": () => converted(source, schemaFile),
    };
    for (const [way, write] of Object.entries(ways) as [Way, (typeof ways)[Way]][]) {
      const score = scores.get(way) ?? { planned: 0, formatted: 0, equal: 0, names: 0, hashes: 0 };
      scores.set(way, score);
      const verdict = await judged(write, planned, score);
      console.log(`${name.padEnd(44)} ${way.padEnd(18)} ${verdict}`);
    }
  }
  console.log(
    `\n| of ${inputs.length} stacks | planned by Terraform | fmt-clean | plan equal | names with a hash |`,
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const [way, { planned, formatted, equal, names, hashes }] of scores)
    console.log(`| \`${way}\` | ${planned} | ${formatted} | ${equal} | ${hashes} of ${names} |`);
}

function ofCase(one: Case): Input {
  const code = authorCode(one);
  const inHashedStack = (outdir: string, use: (file: string) => void): void => {
    const app = new App({ outdir, stackTraces: false });
    withStack(code, HashedStack, app, (stack) => {
      app.synth();
      use(join(outdir, "stacks", stack.node.id));
    });
  };
  const json = (): string => {
    HashedStack.learnFrom(readFileSync(join(writeByCdktf(code, HashedStack).root, "cdk.tf.json"), "utf8"));
    return writeByCdktf(code, HashedStack).root;
  };
  return { name: one.name, json, hcl: () => byCdktfHcl(inHashedStack) };
}

/** The two stacks that the tests of state adoption deploy; one reads the other's state, which no plan here has. */
function testApps(): readonly Input[] {
  const inputs = mkdtempSync(join(tmpdir(), "leaving-app-"));
  const { modules } = writeInputs(inputs);
  const synthesised = (outdir: string, use: (folder: string) => void): void => {
    const app = new App({ outdir, stackTraces: false });
    new NetworkStack(app, "net", modules);
    app.synth();
    use(join(outdir, "stacks", "net"));
  };
  const json = (): string => {
    let root = "";
    synthesised(mkdtempSync(join(tmpdir(), "leaving-json-")), (folder) => {
      root = folder;
    });
    return root;
  };
  return [{ name: "network of the test apps", json, hcl: () => byCdktfHcl(synthesised) }];
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
  const names = texts
    .map((name) => readFileSync(join(root, name), "utf8"))
    .flatMap((text) => text.match(/^ *(?:resource|data|module|variable|output) +"[^{]*\{/gm) ?? []);
  score.names += names.length;
  score.hashes += names.filter((line) => /_[0-9A-F]{8}" *\{/.test(line)).length;
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
async function byCdktfHcl(
  synthesise: (outdir: string, use: (folder: string) => void) => void,
): Promise<Written> {
  const outdir = mkdtempSync(join(tmpdir(), "leaving-hcl-"));
  process.env.SYNTH_HCL_OUTPUT = "true";
  try {
    let folder = "";
    synthesise(outdir, (written) => {
      folder = written;
    });
    const { format } = require("@cdktf/hcl-tools") as { format: (hcl: string) => Promise<string> };
    return withText(await format(readFileSync(join(folder, "cdk.tf"), "utf8")), join(folder, "assets"));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
}

function converted(source: string, schemaFile: string): Written {
  const out = mkdtempSync(join(tmpdir(), "leaving-out-"));
  const { plan, stacks } = convert({ source, out, schemaFile });
  writeTree(out, plan);
  const [stack] = stacks;
  return { root: join(out, stack?.stack.name ?? ""), table: stack?.table ?? new Map() };
}

/** Asked for once: Terraform takes seconds to say it. */
function schemaOfAws(): string {
  const folder = mkdtempSync(join(tmpdir(), "leaving-schema-"));
  const provider = { source: "hashicorp/aws", version: "5.100.0" };
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { aws: provider } } }),
  );
  runTerraform(["init", "-input=false"], { program: "terraform", cwd: folder });
  const { stdout } = runTerraform(["providers", "schema", "-json"], { program: "terraform", cwd: folder });
  const file = join(folder, "schema.json");
  writeFileSync(file, stdout);
  return file;
}

function withText(text: string, assets: string): Written {
  const root = mkdtempSync(join(tmpdir(), "leaving-tf-"));
  writeFileSync(join(root, "main.tf"), text);
  if (existsSync(assets)) cpSync(assets, join(root, "assets"), { recursive: true });
  return { root, table: new Map() };
}

void main(process.argv.slice(2));
