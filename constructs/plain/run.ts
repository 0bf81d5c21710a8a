import { existsSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { App, type AppConfig } from "cdktf";
import { reporting } from "./author-code";
import { levelOf } from "./cdktf/annotations";
import { withoutTokenTraces } from "./cdktf/stack-traces";
import { PlainformError } from "./errors";
import { type AppPlan, planApp } from "./synth/plan";
import { synthesizerFor } from "./synth/synthesizer";
import { checkTree, PartlyWrittenError, type TreeChanges } from "./tree";

/**
 * The command line of an app: `main.ts` writes the trees, `main.ts --check` only compares.
 *
 * Prints a short account. Sets the exit code: 0 written or current, 2 stale (`--check`, with a unified diff),
 * 1 anything wrong, with nothing written.
 *
 * @param config of cdktf's App; `outdir` is where the trees are written
 * @param build creates the stacks; what it throws is reported like any other problem
 * @param args of the command line, for tests
 */
export function run(
  config: AppConfig,
  build: (app: App) => void,
  args: readonly string[] = process.argv.slice(2),
): void {
  const traced = args.includes("--stack-traces") || Boolean(process.env.DEBUG);
  const perform = (): void =>
    runTraced(
      config,
      build,
      args.filter((arg) => arg !== "--stack-traces"),
      traced,
    );
  if (traced) perform();
  else withoutTokenTraces(perform);
}

function runTraced(
  config: AppConfig,
  build: (app: App) => void,
  args: readonly string[],
  traced: boolean,
): void {
  try {
    const unknown = args.find((arg) => arg !== "--check");
    if (unknown !== undefined)
      throw new PlainformError({
        what: "unknown option",
        got: unknown,
        expected: "--check, --stack-traces, or nothing",
      });
    const outdir = config.outdir ?? process.env.CDKTF_OUTDIR ?? "cdktf.out";
    leavingNoFolders([join(outdir, "stacks"), outdir], () => {
      const app = reporting(() => {
        const built = new App(config);
        build(built);
        return built;
      });
      if (args.includes("--check")) check(app);
      else synth(app);
    });
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof PlainformError)) throw error;
    const { problems, message, cause } = error;
    console.error(message);
    const written = error instanceof PartlyWrittenError ? "" : "; nothing was written";
    console.error(`\n${count(problems.length, "problem")}${written}`);
    if (traced && cause !== undefined) console.error(cause);
  }
}

function synth(app: App): void {
  const result = synthesizerFor(app).write();
  console.log(account(result, result.changes));
  try {
    // What is left to do: stacks of cdktf's own kind, and the manifest that lists them.
    reporting(() => app.synth());
  } catch (error) {
    throw error instanceof PlainformError ? new PartlyWrittenError(error.problems) : error;
  }
}

function check(app: App): void {
  const plan = planApp(app);
  const { current, changes, diff } = checkTree(app.outdir, plan.plan);
  if (!current) {
    process.exitCode = 2;
    console.log(diff);
  }
  console.log(account(plan, changes));
  if (!current) console.log('\nstale: run "npm run synth" and commit the result');
}

/** Runs something, and removes those of the folders that are there because of it and empty. */
function leavingNoFolders(folders: readonly string[], action: () => void): void {
  // cdktf's App makes folders when it is constructed.
  const absent = folders.filter((folder) => !existsSync(folder));
  try {
    action();
  } finally {
    for (const folder of absent) removeIfEmpty(folder);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or not there.
  }
}

function account({ systems, plan, annotations }: AppPlan, changes: TreeChanges): string {
  const width = Math.max(0, ...systems.map(({ name }) => name.length));
  const rootWidth = Math.max(0, ...systems.map(({ rootModule }) => rootModule.length));
  const lines = systems.map(({ name, rootModule, files, blocks }) => {
    const own = new Set(files);
    const changed = changedPaths(changes).filter(({ path }) => own.has(path));
    const sizes = `${count(files.length, "file")}, ${count(blocks, "block")}`;
    const head = `${name.padEnd(width)}  ${rootModule.padEnd(rootWidth)}  ${sizes}`;
    return `${head}  ${changed.length === 0 ? "unchanged" : `${changed.length} changed`}`;
  });
  const planned = new Set(plan.files.map(({ path }) => path));
  const details = changedPaths(changes).map(
    ({ mark, path }) => `  ${mark} ${path}${planned.has(path) ? "" : " (removed)"}`,
  );
  const remarks = annotations.map(
    (annotation) => `${levelOf(annotation)}: ${annotation.constructPath || "the app"}: ${annotation.message}`,
  );
  return [...lines, ...details, ...remarks].join("\n");
}

function changedPaths({ created, updated, removed }: TreeChanges): { mark: string; path: string }[] {
  const marked = (mark: string, paths: readonly string[]) => paths.map((path) => ({ mark, path }));
  return [...marked("+", created), ...marked("~", updated), ...marked("-", removed)];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
