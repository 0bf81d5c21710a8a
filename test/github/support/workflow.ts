import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type CommandResult, runCommand } from "../../terraform/support/command";

export const PROJECT = join(__dirname, "../../..");
const FOLDER = join(PROJECT, ".github/workflows");

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The workflows of this repository, by the names of their files. */
export function workflows(): Readonly<Record<string, Workflow>> {
  return Object.fromEntries(
    readdirSync(FOLDER).map((name) => [name, parse(readFileSync(join(FOLDER, name), "utf8")) as Workflow]),
  );
}

/** All steps of a workflow, with the job that each is in. */
export function stepsOf({ jobs }: Workflow): readonly { readonly job: string; readonly step: Step }[] {
  return Object.entries(jobs).flatMap(([job, { steps }]) => steps.map((step) => ({ job, step })));
}

/**
 * Runs the shell of a step as GitHub's runner does.
 *
 * @param name `job: name of the step`
 * @param env its own variables, all of them: what GitHub's expressions would give
 * @param machine those that the runner sets
 */
export async function runStep(
  name: string,
  env: Readonly<Record<string, string>>,
  machine: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly temp: string },
): Promise<CommandResult> {
  const workflow = workflows()["terraform.yml"];
  if (workflow === undefined) throw new Error("there is no terraform.yml");
  const step = stepsOf(workflow).find(({ job, step }) => `${job}: ${step.name}` === name)?.step;
  if (step?.run === undefined) throw new Error(`there is no such step: ${name}`);
  const missing = Object.keys(step.env ?? {}).filter((variable) => !(variable in env));
  const unknown = Object.keys(env).filter((variable) => !(variable in { ...step.env, ...workflow.env }));
  if (missing.length + unknown.length > 0)
    throw new Error(`${name}: not given: ${missing.join(", ")}; not its own: ${unknown.join(", ")}`);
  const script = join(mkdtempSync(join(machine.temp, "step-")), "step.sh");
  writeFileSync(script, step.run);
  return runCommand("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: machine.cwd,
    env: { ...machine.env, ...env },
    timeoutSeconds: 120,
    // 22 is curl's, where a server refuses.
    allowedExitCodes: [0, 1, 2, 22],
  });
}
