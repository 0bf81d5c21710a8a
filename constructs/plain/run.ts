import { rmdirSync } from "node:fs";
import { join } from "node:path";
import { App, type AppConfig } from "cdktf";
import { PlainformError } from "./errors";
import { type AppPlan, planApp } from "./synth/plan";
import { synthesizerFor } from "./synth/synthesizer";
import { checkTree, type TreeChanges } from "./tree";

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
  try {
    const unknown = args.find((arg) => arg !== "--check");
    if (unknown !== undefined)
      throw new PlainformError({ what: "unknown option", got: unknown, expected: "--check, or nothing" });
    const app = new App(config);
    build(app);
    if (args.includes("--check")) check(app);
    else synth(app);
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof PlainformError)) throw error;
    const { problems, message } = error;
    console.error(message);
    console.error(`\n${count(problems.length, "problem")}; nothing was written`);
  }
}

function synth(app: App): void {
  app.synth();
  const result = synthesizerFor(app).done;
  if (result !== undefined) console.log(account(result, result.changes));
}

function check(app: App): void {
  const plan = planApp(app);
  const { current, changes, diff } = checkTree(app.outdir, plan.plan);
  // cdktf's App makes these when it is constructed; a check leaves nothing behind.
  for (const folder of [join(app.outdir, "stacks"), app.outdir]) removeIfEmpty(folder);
  if (!current) {
    process.exitCode = 2;
    console.log(diff);
  }
  console.log(account(plan, changes));
  if (!current) console.log('\nstale: run "npm run synth" and commit the result');
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or not there.
  }
}

function account({ systems, plan }: AppPlan, changes: TreeChanges): string {
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
  return [...lines, ...details].join("\n");
}

function changedPaths({ created, updated, removed }: TreeChanges): { mark: string; path: string }[] {
  const marked = (mark: string, paths: readonly string[]) => paths.map((path) => ({ mark, path }));
  return [...marked("+", created), ...marked("~", updated), ...marked("-", removed)];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
