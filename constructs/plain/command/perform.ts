import { join, resolve } from "node:path";
import type { App } from "cdktf";
import { PlainformError } from "../errors";
import { commandOf } from "../layout/command-name";
import { type AppPlan, planApp } from "../synth/plan";
import { synthesizerFor } from "../synth/synthesizer";
import { checkTree, PartlyWrittenError, type TreeChanges, writeTree } from "../tree";
import { account, coloured } from "./account";
import { reporting } from "./author-code";
import { exportPlan } from "./export";
import { annotationsOf } from "./github";
import { remarksOn } from "./remarks";
import type { Request } from "./request";
import { requireValid } from "./validate";

/**
 * Does with an app what a command line asks, and says what that was.
 *
 * @param synthRest cdktf's own synth, which writes stacks of its own kind
 * @returns the exit code: 0 written or current, 2 stale
 * @throws PlainformError when anything is wrong
 */
export function perform(app: App, request: Request, synthRest: () => void): 0 | 2 {
  if (request.verb === "export") return exportSystem(app, request);
  if (request.verb === "diagram") return showDiagram(app, request);
  return request.verb === "check" ? check(app, request) : synth(app, request, synthRest);
}

function synth(app: App, request: Request, synthRest: () => void): 0 {
  let diff = "";
  const result = synthesizerFor(app).write({
    names: request.systems,
    permissions: request,
    inspect: (plan) => {
      validate(plan, request, app.outdir);
      if (request.showsDiff) diff = checkTree(app.outdir, plan.plan, request).diff;
    },
  });
  if (diff !== "") console.log(coloured(diff));
  say(result, result.changes, remarksOn(app, result));
  writeRest(synthRest);
  return 0;
}

/**
 * cdktf's own synth, after ours.
 * @throws PartlyWrittenError when anything is wrong in it: the plain stacks are written by then
 */
export function writeRest(synth: () => void): void {
  try {
    reporting(synth);
  } catch (error) {
    throw error instanceof PlainformError ? new PartlyWrittenError(error.problems) : error;
  }
}

function check(app: App, request: Request): 0 | 2 {
  const plan = planApp(app, request.systems);
  validate(plan, request, app.outdir);
  const found = checkTree(app.outdir, plan.plan, request);
  const { current, changes, edited, diff } = found;
  if (!current) console.log(coloured(diff));
  if (request.annotates)
    for (const line of annotationsOf(app.outdir, found, commandOf(app))) console.log(line);
  say(
    plan,
    changes,
    edited.map((path) => `edited by hand: ${path}`),
  );
  if (current) return 0;
  console.log(`\nstale: run "${commandOf(app)}" and commit the result`);
  return 2;
}

function exportSystem(app: App, request: Request): 0 | 2 {
  const { folder = "" } = request;
  const plan = planApp(app, request.systems);
  validate(plan, request, app.outdir);
  const files = exportPlan(plan);
  const outdir = resolve(folder);
  const prefix = (path: string): string => join(plan.systems[0]?.system ?? "", path);
  const inTree = (changes: TreeChanges): TreeChanges => ({
    created: changes.created.map(prefix),
    updated: changes.updated.map(prefix),
    removed: changes.removed.map(prefix),
    unchanged: changes.unchanged.map(prefix),
  });
  if (!request.dry) {
    say(plan, inTree(writeTree(outdir, files, request)), []);
    return 0;
  }
  const { current, changes, edited, diff } = checkTree(outdir, files, request);
  if (!current) console.log(coloured(diff));
  say(
    plan,
    inTree(changes),
    edited.map((path) => `edited by hand: ${path}`),
  );
  return current ? 0 : 2;
}

function showDiagram(app: App, { systems }: Request): 0 {
  const found = planApp(app, systems).systems;
  // A system may have several stacks, an environment each.
  const [chosen, ...others] = found.length > 1 ? found.filter(({ name }) => systems.includes(name)) : found;
  if (chosen === undefined || others.length > 0)
    throw new PlainformError({
      what: "only one stack can be drawn at a time",
      got: systems.join(", "),
      expected: `one of ${found.map(({ name }) => name).join(", ")}`,
      fix: "name one stack: plainform diagram <stack>",
    });
  console.log(chosen.draw().trimEnd());
  return 0;
}

function validate({ plan, systems }: AppPlan, { validator }: Request, outdir: string): void {
  if (validator === undefined) return;
  const roots = systems.map(({ rootModule }) => rootModule);
  for (const warning of requireValid(plan, roots, validator, outdir)) console.log(`warning: ${warning}`);
}

function say(plan: AppPlan, changes: TreeChanges, remarks: readonly string[]): void {
  console.log([account(plan, changes), ...remarks].filter((line) => line !== "").join("\n"));
}
