import { type ChildProcess, spawn } from "node:child_process";

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** Exit codes that are answers, not failures; 0 alone unless said otherwise. */
  readonly allowedExitCodes?: readonly number[];
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Says which command failed, where, how, and the end of what it printed. */
export class CommandError extends Error {
  readonly exitCode: number | undefined;
  readonly output: string;

  constructor(command: string, cwd: string, reason: string, output: string, exitCode?: number) {
    const tail = output.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
    super(`${command}: ${reason}\n  in: ${cwd}\n${tail}`);
    this.name = "CommandError";
    this.exitCode = exitCode;
    this.output = output;
  }
}

const TAIL_LINES = 40;
/** Terraform needs a moment to write its state when it is asked to end. */
const GRACE_MS = 5_000;

const running = new Set<ChildProcess>();

/** Runs a command to its end or to its time limit, and never leaves a process of it behind. */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const { cwd, env, timeoutSeconds, allowedExitCodes = [0] } = options;
  const command = [file, ...args].join(" ");
  const started = performance.now();
  // A process group of its own, so that a time-out also ends the providers that Terraform started.
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);

  let stdout = "";
  let stderr = "";
  let all = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    all += text;
  });

  let timedOut = false;
  let killer: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    timedOut = true;
    signalGroup(child, "SIGTERM");
    killer = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
  }, timeoutSeconds * 1_000);

  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (timedOut) {
      throw new CommandError(command, cwd, `not done after ${timeoutSeconds} s, ended`, all);
    }
    if (exitCode === null) throw new CommandError(command, cwd, `killed by ${child.signalCode}`, all);
    if (!allowedExitCodes.includes(exitCode)) {
      throw new CommandError(command, cwd, `exit code ${exitCode}`, all, exitCode);
    }
    return { exitCode, stdout, stderr, seconds: (performance.now() - started) / 1_000 };
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    running.delete(child);
    // A provider that outlived its Terraform.
    signalGroup(child, "SIGKILL");
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

process.once("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});
