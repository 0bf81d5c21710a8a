import { execFile, execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

/** Where each tool comes from, for the hint of a skipped test. */
const HINTS: Readonly<Record<string, string>> = {
  aws: "pip install awscli",
  moto_server: "pip install 'moto[server]'",
  terraform: "install Terraform",
  "systemd-analyze": "apt-get install systemd",
};

/** A program on PATH, or undefined. */
export function findTool(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** `describe`, or, where a tool is missing, a skipped one whose title says what to install. */
export function describeWith(tools: readonly string[], title: string, tests: () => void): void {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  const hints = missing.map((tool) => `${tool} is missing: ${HINTS[tool] ?? `apt-get install ${tool}`}`);
  describeUnless(hints.length > 0 ? hints.join(", ") : undefined, title, tests);
}

/** `describe`, or a skipped one with the reason in its title. */
export function describeUnless(reason: string | undefined, title: string, tests: () => void): void {
  if (reason === undefined) {
    describe(title, tests);
  } else {
    describe.skip(`${title} (skipped: ${reason})`, tests);
  }
}

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
