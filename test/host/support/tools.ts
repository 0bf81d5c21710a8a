import { execFile, execFileSync } from "node:child_process";

export { describeUnless, describeWith, findTool, itWith } from "../../support/requirements";

export interface Outcome {
  readonly status: number;
  /** Standard output and standard error. */
  readonly output: string;
}

/** Runs a program to its end; its failure is an outcome, not an exception. */
export function run(
  program: string,
  parameters: readonly string[],
  options: { readonly input?: string; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Outcome {
  try {
    const output = execFileSync(program, parameters, {
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
      timeout: 100_000,
      maxBuffer: 1 << 28,
      ...options,
    });
    return { status: 0, output };
  } catch (error) {
    const failed = error as { readonly status?: number; readonly stdout?: string; readonly stderr?: string };
    return { status: failed.status ?? -1, output: `${failed.stdout ?? String(error)}${failed.stderr ?? ""}` };
  }
}

/** The same for a program that talks to this process: it must not wait. */
export function runUntilDone(
  [program = "", ...parameters]: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, parameters, { timeout: 60_000, ...options }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), output: `${stdout}${stderr}` });
    });
  });
}
