import { execFileSync } from "node:child_process";
import { PlainformError } from "../plain/errors";
import { notStarted, terraformEnvironment } from "../plain/terraform/program";

/** Output of `terraform providers schema -json` of many providers is large. */
const MAXIMUM_OUTPUT_BYTES = 1024 ** 3;

export interface TerraformCall {
  /** `terraform`, `tofu`, or the path of one. */
  readonly program: string;
  readonly cwd: string;
  /** Added to the process's own environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that are an answer and no failure. @default [0] */
  readonly allowed?: readonly number[];
}

export interface TerraformAnswer {
  readonly exitCode: number;
  readonly stdout: string;
}

/**
 * Runs Terraform (or OpenTofu) and waits for it.
 *
 * @throws PlainformError with what it printed when it fails, or with the way to get it when it is not there
 */
export function runTerraform(args: readonly string[], call: TerraformCall): TerraformAnswer {
  const { program, cwd, env, allowed = [0] } = call;
  try {
    const stdout = execFileSync(program, args, {
      cwd,
      env: terraformEnvironment(env),
      encoding: "utf8",
      maxBuffer: MAXIMUM_OUTPUT_BYTES,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { exitCode: 0, stdout };
  } catch (error) {
    const { status, stdout, stderr, code } = error as Failure;
    if (code !== undefined && typeof status !== "number") throw notStarted(program, code);
    if (typeof status === "number" && allowed.includes(status))
      return { exitCode: status, stdout: stdout ?? "" };
    throw new PlainformError({
      at: cwd,
      what: `${program} ${args[0]} failed`,
      got: `${stderr || stdout || (error as Error).message}`.trim(),
    });
  }
}

interface Failure {
  readonly status?: number | null;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: string;
}
