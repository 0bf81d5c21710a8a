import { execFileSync } from "node:child_process";
import { describe } from "vitest";

/** What a test can need that `npm ci` does not bring. */
export type Requirement = "terraform" | "moto";

export const MOTO_VERSION = "5.2.1";
/** The interpreter that has moto: PLAINFORM_PYTHON where it is not the first `python3`. */
export const PYTHON = process.env.PLAINFORM_PYTHON || "python3";

const HOW_TO_GET: Record<Requirement, string> = {
  terraform: "install Terraform 1.11 or later: https://developer.hashicorp.com/terraform/install",
  moto: `pip install 'moto[all,server]==${MOTO_VERSION}'`,
};

const CHECKS: Record<Requirement, () => void> = {
  terraform: () => run("terraform", ["version"]),
  // Finds the packages without importing them: importing moto's server takes a second.
  moto: () => {
    run(PYTHON, [
      "-c",
      "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, ['moto', 'flask'])))",
    ]);
  },
};

const known = new Map<Requirement, boolean>();

/**
 * `describe`, for tests that need a program from outside. Where one is missing they are reported as skipped,
 * with a line that says how to get it; with PLAINFORM_NO_SKIP set (for CI) that is an error instead.
 */
export function describeWith(requirements: readonly Requirement[], name: string, tests: () => void): void {
  const missing = requirements.filter((requirement) => !isHere(requirement));
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const remedies = missing.map((requirement) => `${requirement} is missing: ${HOW_TO_GET[requirement]}`);
  if (process.env.PLAINFORM_NO_SKIP) throw new Error(`${name}: ${remedies.join("; ")}`);
  process.stdout.write(`skipped: ${name}\n${remedies.map((remedy) => `  ${remedy}\n`).join("")}`);
  describe.skip(name, tests);
}

function isHere(requirement: Requirement): boolean {
  let here = known.get(requirement);
  if (here === undefined) {
    here = succeeds(CHECKS[requirement]);
    known.set(requirement, here);
  }
  return here;
}

function run(file: string, args: readonly string[]): void {
  // A user's own CLI configuration may not even be readable here; it is none of ours.
  const env = { ...process.env, TF_CLI_CONFIG_FILE: undefined, CHECKPOINT_DISABLE: "1" };
  execFileSync(file, args, { env, stdio: "ignore", timeout: 20_000 });
}

function succeeds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
