import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, it } from "vitest";

export const MOTO_VERSION = "5.2.1";
/** The interpreter that has moto: PLAINFORM_PYTHON where it is not the first `python3`. */
export const PYTHON = process.env.PLAINFORM_PYTHON || "python3";

/** How to get what is not called like its Debian package. */
const HOW_TO_GET: Readonly<Record<string, string>> = {
  aws: "pip install awscli==1.45.11",
  crontab: "apt-get install cron",
  gpg: "apt-get install gnupg",
  mkfifo: "apt-get install coreutils",
  moto: `pip install 'moto[all,server]==${MOTO_VERSION}'`,
  moto_server: `pip install 'moto[all,server]==${MOTO_VERSION}'`,
  openssl: "apt-get install openssl",
  python3: "apt-get install python3",
  sha256sum: "apt-get install coreutils",
  "systemd-analyze": "apt-get install systemd",
  terraform: "install Terraform 1.11 or later: https://developer.hashicorp.com/terraform/install",
  yaml: "apt-get install python3-yaml",
};

/** Modules of Python's, by the name that a test calls them: the rest are programs. */
const MODULES: Readonly<Record<string, readonly string[]>> = { moto: ["moto", "flask"], yaml: ["yaml"] };

const known = new Map<string, boolean>();

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

/** What is missing of some programs and how to get it, or undefined when all are there. */
export function missing(...requirements: readonly string[]): string | undefined {
  const remedies = requirements
    .filter((requirement) => !isHere(requirement))
    .map((name) => `${name} is missing: ${HOW_TO_GET[name] ?? `apt-get install ${name}`}`);
  return remedies.length > 0 ? remedies.join("; ") : undefined;
}

/** `describe`, for tests that need programs from outside: skipped with the way to get them where one is missing. */
export function describeWith(requirements: readonly string[], title: string, tests: () => void): void {
  describeUnless(missing(...requirements), title, tests);
}

/** `describe`, or, for a reason, skipped tests that say it. */
export function describeUnless(reason: string | undefined, title: string, tests: () => void): void {
  if (reason === undefined) describe(title, tests);
  else describe.skip(skipped(title, reason), tests);
}

/** `it`, for a test that needs programs from outside. */
export function itWith(requirements: readonly string[], title: string, test: () => unknown): void {
  const reason = missing(...requirements);
  if (reason === undefined) it(title, async () => void (await test()));
  else it.skip(skipped(title, reason), () => undefined);
}

/** The title of what is skipped. Nothing may be where PLAINFORM_NO_SKIP is set. */
function skipped(title: string, reason: string): string {
  if (process.env.PLAINFORM_NO_SKIP) throw new Error(`${title}: ${reason}`);
  process.stdout.write(`skipped: ${title}\n  ${reason}\n`);
  return `${title} (skipped: ${reason})`;
}

function isHere(requirement: string): boolean {
  let here = known.get(requirement);
  if (here === undefined) {
    const modules = MODULES[requirement];
    here = modules === undefined ? findTool(requirement) !== undefined : hasModules(modules);
    known.set(requirement, here);
  }
  return here;
}

/** Finds the packages without importing them: importing moto's server takes a second. */
function hasModules(modules: readonly string[]): boolean {
  const program = `import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, ${JSON.stringify(modules)})))`;
  try {
    execFileSync(PYTHON, ["-c", program], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
