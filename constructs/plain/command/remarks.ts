import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { App } from "cdktf";
import type { AppPlan } from "../synth/plan";
import { ignoredByGit } from "./git-ignore";

/** What is no error and yet worth a line: what the user of a synth will stumble over later. */
export function remarksOn(app: App, plan: AppPlan): readonly string[] {
  return [
    ...ignored(app, plan),
    ...states(app, plan),
    ...overriding(app, plan),
    ...leftovers(app, plan),
    ...plan.remarks,
  ].map((remark) => `remark: ${remark}`);
}

function ignored({ outdir }: App, { systems }: AppPlan): readonly string[] {
  const files = systems
    .flatMap((system) => system.files)
    .filter((path) => path.endsWith(".tf") || path.includes("/assets/"));
  const first = ignoredByGit(outdir, files);
  if (first === undefined) return [];
  const { path, rule, at } = first;
  return [
    `${path} is ignored by git (${at}: ${rule}): what nobody commits, nobody reviews; take the line out`,
  ];
}

function states({ outdir }: App, { systems }: AppPlan): readonly string[] {
  return systems
    .map(({ rootModule }) => join(outdir, rootModule, "terraform.tfstate"))
    .filter((state) => existsSync(state))
    .map((state) => `${state} is state among generated files: rm -rf would take it along; declare a backend`);
}

/** Terraform merges `override.tf` and `*_override.tf` into what is written here, whoever put them there. */
function overriding({ outdir }: App, { plan }: AppPlan): readonly string[] {
  const paths = new Set(plan.files.map(({ path }) => path));
  const folders = new Set([...paths].filter((path) => path.endsWith(".tf")).map((path) => dirname(path)));
  return [...folders].flatMap((folder) =>
    namesIn(join(outdir, folder))
      .filter((name) => OVERRIDE.test(name) && !paths.has(join(folder, name)))
      .map(
        (name) =>
          `${join(outdir, folder, name)} was not generated here, and Terraform merges it into what was: what it changes belongs in the sources`,
      ),
  );
}

const OVERRIDE = /^(?:.*_)?override\.tf(?:\.json)?$/;

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function leftovers({ outdir }: App, { systems }: AppPlan): readonly string[] {
  return systems
    .map(({ name, rootModule }) => ({ json: join(outdir, "stacks", name, "cdk.tf.json"), rootModule }))
    .filter(({ json }) => existsSync(json))
    .map(({ json, rootModule }) => `${json} is left from before: ${rootModule} takes its place; delete it`);
}
