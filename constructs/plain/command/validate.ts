import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlainformError, type Problem } from "../errors";
import { notStarted, terraformEnvironment } from "../terraform/program";
import { type FilePlan, writeTree } from "../tree";

const LOCK_FILE = ".terraform.lock.hcl";

// `console` wants a backend that is there; a root module may override its own.
const NO_BACKEND = "plainform_no_backend_override.tf";
const NO_BACKEND_TEXT = 'terraform {\n  backend "local" {}\n}\n';

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/**
 * Has Terraform itself validate what would be written, in a temporary folder: nothing else is touched.
 *
 * @param roots folders of the root modules below the output directory
 * @param program `terraform`, `tofu`, or a path
 * @param outdir where lock files of the trees are
 * @returns the warnings
 * @throws PlainformError with all that it says is wrong
 */
export function requireValid(
  plan: FilePlan,
  roots: readonly string[],
  program: string,
  outdir: string,
): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "plainform-validate-"));
  try {
    writeTree(join(folder, "trees"), plan);
    const cache = join(folder, "plugins");
    mkdirSync(cache);
    const environment = terraformEnvironment({
      TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? cache,
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    });
    const found = roots.map((root) => validateRoot(root, { folder, program, outdir, environment, plan }));
    const problems = found.flatMap((it) => it.problems);
    if (problems.length > 0) throw new PlainformError(problems);
    return found.flatMap((it) => it.warnings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Validation {
  readonly folder: string;
  readonly program: string;
  readonly outdir: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly plan: FilePlan;
}

function validateRoot(
  root: string,
  { folder, program, outdir, environment, plan }: Validation,
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  const cwd = join(folder, "trees", root);
  const run = (args: readonly string[], input = "") => {
    const result = spawnSync(program, args, {
      cwd,
      env: environment,
      encoding: "utf8",
      input,
      maxBuffer: 1 << 28,
    });
    if (result.error !== undefined) throw notStarted(program, result.error.message);
    return result;
  };
  const lock = join(outdir, root, LOCK_FILE);
  if (existsSync(lock)) copyFileSync(lock, join(cwd, LOCK_FILE));
  writeFileSync(join(cwd, NO_BACKEND), NO_BACKEND_TEXT);
  const init = run(["init", "-input=false", "-no-color", "-backend=false"]);
  if (init.status !== 0) return { problems: [failed(root, `${program} init`, init)], warnings: [] };
  const validated = run(["validate", "-json"]);
  const diagnostics = diagnosticsOf(validated.stdout);
  if (diagnostics === undefined)
    return { problems: [failed(root, `${program} validate`, validated)], warnings: [] };
  const errors = diagnostics.filter(({ severity }) => severity === "error").map((it) => problemOf(root, it));
  const warnings = diagnostics.filter(({ severity }) => severity !== "error");
  const problems = errors.length > 0 ? errors : valueProblems(root, plan, program, run);
  return { problems, warnings: warnings.map((it) => `${placeOf(root, it)}: ${it.summary}`) };
}

/** `validate` does not look at values for variables; an expression that is evaluated with them does. */
function valueProblems(
  root: string,
  plan: FilePlan,
  program: string,
  run: (args: readonly string[], input?: string) => { status: number | null; stdout: string; stderr: string },
): readonly Problem[] {
  const names = plan.files
    .map(({ path }) => path)
    .filter((path) => path.startsWith(root === "" ? "" : `${root}/`))
    .map((path) => (root === "" ? path : path.slice(root.length + 1)))
    .filter((name) => !name.includes("/") && /\.tfvars(\.example)?$/.test(name));
  return names.flatMap((name) => {
    const result = run(["console", `-var-file=${name}`], "null\n");
    return result.status === 0 ? [] : [failed(join(root, name), `${program} console -var-file`, result)];
  });
}

function diagnosticsOf(stdout: string): readonly Diagnostic[] | undefined {
  try {
    return (JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
  } catch {
    return undefined;
  }
}

function problemOf(root: string, diagnostic: Diagnostic): Problem {
  const { summary, detail } = diagnostic;
  return {
    at: placeOf(root, diagnostic),
    what: `Terraform finds this invalid: ${summary}`,
    ...(detail && { got: detail.replaceAll(/\s*\n\s*/g, " ") }),
  };
}

function placeOf(root: string, { range }: Diagnostic): string {
  return range === undefined ? root || "." : `${join(root, range.filename)}:${range.start.line}`;
}

function failed(at: string, what: string, { stdout, stderr }: { stdout: string; stderr: string }): Problem {
  const text = (stderr.trim() || stdout.trim())
    .replaceAll(/[│╷╵]/g, "")
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
  const fix = "run it in that folder to see more";
  return { at: at || ".", what: `${what} fails`, ...(text === "" ? { fix } : { got: text }) };
}
