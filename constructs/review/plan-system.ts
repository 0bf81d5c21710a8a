import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notStarted, terraformEnvironment } from "../plain/terraform/program";
import { readPlan } from "../plan-json/plan";
import { plain } from "./markdown";
import { summaryOf } from "./summary";
import type { System } from "./systems";

export interface PlanSystemsOptions {
  /** `terraform`, `tofu`, or a path. */
  readonly program: string;
  /** Arguments of `plan`: `-var-file=prod.tfvars`. */
  readonly planArguments: readonly string[];
  /** How many plans run side by side. */
  readonly parallel: number;
  /** Where each plan is kept: `NAME.json`, as `show -json` prints it, and `NAME.txt`, what `plan` printed. */
  readonly out?: string;
}

/** What came of the plan of one system. */
export interface Outcome {
  readonly name: string;
  /** As `plan -detailed-exitcode` has it: 0 none, 2 changes, 1 an error. */
  readonly exitCode: 0 | 1 | 2;
  /** In one line. */
  readonly summary: string;
  /** What Terraform printed, where it failed. */
  readonly error?: string;
}

/**
 * Plans systems, each in its tree, where its state and its providers are. The state is read and neither locked nor
 * written.
 *
 * @param report is told each outcome as soon as it is there
 */
export async function planSystems(
  systems: readonly System[],
  options: PlanSystemsOptions,
  report: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const done = (outcome: Outcome): void => {
    outcomes.push(outcome);
    report(outcome);
  };
  const waiting = [...systems];
  const running: Promise<void>[] = [];
  // One after the other: a cache of providers cannot be filled twice at a time.
  let initialised: Promise<unknown> = Promise.resolve();
  const work = async (): Promise<void> => {
    for (let system = waiting.shift(); system !== undefined; system = waiting.shift()) {
      const { root } = system;
      const init = initialised.then(() => terraform(["init", "-input=false", "-no-color"], root, options));
      initialised = init.catch(() => undefined);
      done(await outcomeOf(system, await init, options));
    }
  };
  for (let worker = 0; worker < Math.min(options.parallel, systems.length); worker += 1) running.push(work());
  await Promise.all(running);
  return outcomes;
}

async function outcomeOf(system: System, init: Answer, options: PlanSystemsOptions): Promise<Outcome> {
  const { name, root } = system;
  const folder = mkdtempSync(join(tmpdir(), "plainform-diff-"));
  try {
    if (init.exitCode !== 0) return failed(name, init, options);
    const file = join(folder, "plan");
    const args = ["-input=false", "-no-color", "-lock=false", "-detailed-exitcode", `-out=${file}`];
    const planned = await terraform(["plan", ...args, ...options.planArguments], root, options);
    if (planned.exitCode !== 0 && planned.exitCode !== 2) return failed(name, planned, options);
    const shown = await terraform(["show", "-json", file], root, options);
    if (shown.exitCode !== 0) return failed(name, shown, options);
    keep(options, name, { json: shown.stdout, txt: planned.stdout });
    const plan = JSON.parse(shown.stdout) as unknown;
    return { name, exitCode: planned.exitCode, summary: summaryOf(readPlan(plan)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function failed(name: string, { stdout, stderr }: Answer, options: PlanSystemsOptions): Outcome {
  const error = [stdout, stderr].filter((text) => text.trim() !== "").join("\n");
  keep(options, name, { json: undefined, txt: error });
  const [, what = "Terraform failed"] = /Error: (.*)/.exec(error) ?? [];
  return { name, exitCode: 1, summary: `error: ${plain(what)}`, error };
}

/** A plan holds secrets: nobody else may read it. */
function keep(
  { out }: PlanSystemsOptions,
  name: string,
  texts: Readonly<Record<string, string | undefined>>,
): void {
  if (out === undefined) return;
  mkdirSync(out, { recursive: true });
  for (const [ending, text] of Object.entries(texts)) {
    const file = join(out, `${encodeURIComponent(name)}.${ending}`);
    rmSync(file, { force: true });
    if (text !== undefined) writeFileSync(file, text, { mode: 0o600 });
  }
}

interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function terraform(args: readonly string[], cwd: string, { program }: PlanSystemsOptions): Promise<Answer> {
  const env = terraformEnvironment();
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { cwd, env, maxBuffer: 1024 ** 3 }, (error, stdout, stderr) => {
      const { code } = (error ?? { code: 0 }) as { readonly code?: number | string | null };
      if (typeof code === "string") reject(notStarted(program, `${code} in ${cwd}`));
      else resolve({ exitCode: code ?? 1, stdout, stderr });
    });
    child.stdin?.end();
  });
}
