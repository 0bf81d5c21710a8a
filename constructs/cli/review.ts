import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { type Command, Option } from "commander";
import { withExitCode } from "../plain/command/failure";
import { SYNTH } from "../plain/command/request";
import { PlainformError } from "../plain/errors";

/** The words for those who review a change of a system. Each runs at once, without an app. */
export function addReview(program: Command): void {
  program
    .command("plan-comment")
    .description("turn a plan into the comment that a reviewer of the change should read, as Markdown")
    .argument("<file>", "output of `terraform show -json PLAN`; - reads it from standard input")
    .option("--system <name>", "what the comment is about; the name of the file unless said otherwise")
    .option("--failed", "the file is what Terraform printed when it could not plan")
    .option("--tree <folder...>", "the configuration, before the change and after: what has prevent_destroy")
    .option("--approved", "someone has approved destroying what holds data")
    .option("--label <name>", "name of the label that approves it", "replace-approved")
    .option("--limit <bytes>", "longest comment", "65000")
    .addHelpText(
      "after",
      "\nExit codes: 0 fine, 2 what holds data would be destroyed and nobody has approved it, 1 an error.",
    )
    .action((file: string, words: CommentWords) => withExitCode(SYNTH, () => comment(file, words)));
  program
    .command("diff")
    .description("have Terraform plan systems, side by side, in their trees; a line for each")
    .argument("[system...]", "name of a stack or a system of the last synth, or the folder of a root module")
    .option("--out <folder>", "keep each plan there: NAME.json for plan-comment, NAME.txt to read")
    .option("--parallel <number>", "how many plans run at a time", "4")
    .addOption(terraformOption())
    .option("--plan-argument <argument...>", "for terraform plan: --plan-argument=-var-file=prod.tfvars")
    .addHelpText("after", "\nExit codes: 0 no changes, 2 changes, 1 an error.")
    .action((names: string[], words: DiffWords) => diff(names, words));
  program
    .command("systems")
    .description("list the systems that could be planned, a line for each")
    .argument("[system...]", "as for diff")
    .option("--since <commit>", "only those in whose trees something has changed")
    .option("--json", "as JSON: name, root and tree of each")
    .action((names: string[], words: SystemsWords) => withExitCode(SYNTH, () => listSystems(names, words)));
}

function terraformOption(): Option {
  return new Option("--terraform <program>", "terraform, tofu, or the path of one")
    .env("TERRAFORM_BINARY_NAME")
    .default("terraform");
}

interface DiffWords {
  readonly out?: string;
  readonly parallel: string;
  readonly terraform: string;
  readonly planArgument?: readonly string[];
}

interface SystemsWords {
  readonly since?: string;
  readonly json?: boolean;
}

interface CommentWords {
  readonly system?: string;
  readonly failed?: boolean;
  readonly tree?: readonly string[];
  readonly approved?: boolean;
  readonly label: string;
  readonly limit: string;
}

/** Ends later than the command line is read: the exit code is set then. */
function diff(names: readonly string[], words: DiffWords): void {
  process.exitCode = 1;
  runDiff(names, words).then(
    (exitCode) => withExitCode(SYNTH, () => exitCode),
    (error: unknown) =>
      withExitCode(SYNTH, () => {
        throw error;
      }),
  );
}

async function runDiff(names: readonly string[], words: DiffWords): Promise<number> {
  const { planSystems } = require("../review/plan-system") as typeof import("../review/plan-system");
  const { findSystems, outputDirectory } = require("../review/systems") as typeof import("../review/systems");
  const { parallel, terraform: program, planArgument: planArguments = [], out } = words;
  if (!/^[1-9]\d{0,2}$/.test(parallel))
    throw new PlainformError({
      what: "--parallel must be a whole number",
      got: parallel,
      expected: "from 1 to 999",
    });
  const systems = findSystems(names, outputDirectory());
  const width = Math.max(...systems.map(({ name }) => name.length));
  const options = { program, planArguments, parallel: Number(parallel), ...(out !== undefined && { out }) };
  const outcomes = await planSystems(systems, options, ({ name, summary }) =>
    console.log(`${name.padEnd(width)}  ${summary}`),
  );
  // A line of Terraform's may look like a command to the machine that runs the job.
  for (const { name, error } of outcomes)
    if (error !== undefined) console.error(`\n${name}:\n${error.trim().replaceAll(/^/gm, "| ")}`);
  const codes = outcomes.map(({ exitCode }) => exitCode);
  return codes.includes(1) ? 1 : Math.max(0, ...codes);
}

function listSystems(names: readonly string[], { since, json }: SystemsWords): number {
  const { changedSystems, findSystems, outputDirectory } =
    require("../review/systems") as typeof import("../review/systems");
  const all = findSystems(names, outputDirectory());
  const systems = since === undefined ? all : changedSystems(all, since);
  if (json) console.log(JSON.stringify(systems));
  else for (const { name, root } of systems) console.log(`${name}  ${root}`);
  return 0;
}

function comment(file: string, words: CommentWords): number {
  const { planComment, failureComment } = require("../review/comment") as typeof import("../review/comment");
  const { preventDestroyIn } = require("../review/guarded") as typeof import("../review/guarded");
  const { secretsIn } = require("../plan-json/secrets") as typeof import("../plan-json/secrets");
  const { failed, tree = [], approved: isApproved = false, label } = words;
  const common = {
    system: words.system ?? nameOf(file),
    limit: limitOf(words.limit),
    secrets: secretsIn(process.env),
  };
  const text = contentOf(file);
  if (failed) {
    process.stdout.write(failureComment({ ...common, output: text }));
    return 0;
  }
  const kept = new Set(tree.flatMap((folder) => [...preventDestroyIn(folder)]));
  const made = planComment({ ...common, plan: planIn(text, file), kept, isApproved, label });
  process.stdout.write(made.text);
  return made.needsApproval ? 2 : 0;
}

/** What `diff --out` calls its files by. */
function nameOf(file: string): string {
  const name = basename(file, extname(file));
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new PlainformError({ at: file, what: "the plan cannot be read", got: (error as Error).message });
  }
}

function limitOf(words: string): number {
  const limit = Number(words);
  if (Number.isInteger(limit) && limit >= 1_000) return limit;
  throw new PlainformError({
    what: "--limit must be a whole number of bytes",
    got: words,
    expected: "at least 1000",
  });
}

function planIn(text: string, file: string): unknown {
  const problem = {
    at: file,
    expected: "what `terraform show -json PLAN` prints",
    fix: "of a plan that failed, say --failed and give what Terraform printed",
  };
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new PlainformError({
      ...problem,
      what: "this is not a Terraform plan: it is not JSON",
      got: String(error),
    });
  }
  if (typeof plan === "object" && plan !== null && "format_version" in plan && "planned_values" in plan)
    return plan;
  throw new PlainformError({ ...problem, what: "this is not a Terraform plan" });
}
