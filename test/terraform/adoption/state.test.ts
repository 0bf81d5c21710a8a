import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { describeWith } from "../../support/requirements";
import { NetworkStack, writeInputs } from "../convert/apps";
import { type AuthorClass, type Base, withStack } from "../differential/author-code";
import { type Moto, startMoto } from "../support/moto";
import { temporaryFolder } from "../support/temporary";
import { Terraform } from "../support/terraform";

/** The line in which a plan counts; nothing where only outputs change, or nothing at all. */
const COUNT = /^Plan: (.*)\.$/m;

describeWith(["terraform", "moto"], "a stack that cdktf has applied", () => {
  let moto: Moto;
  const folder = temporaryFolder("state");
  const outdir = join(folder, "cdktf.out");
  const state = join(folder, "terraform.differential.tfstate");
  const { modules } = writeInputs(folder);

  class Network extends NetworkStack {
    constructor(app: App, id: string) {
      super(app, id, modules);
    }
  }
  const code = Network as unknown as AuthorClass;

  /** cdktf's own place for the state is the folder that it runs in. */
  const inFolder = <T>(action: () => T): T => {
    const cwd = process.cwd();
    process.chdir(folder);
    try {
      return action();
    } finally {
      process.chdir(cwd);
    }
  };

  /** The tree of the same code, with the state copied to where the synth says. */
  const adopt = async (
    formerly: "cdktf" | undefined,
  ): Promise<{ terraform: Terraform; remarks: readonly string[] }> => {
    class Adopted extends PlainStack {
      constructor(scope: Construct, id: string) {
        super(scope, id, { rootModule: "terraform", ...(formerly && { formerly }) });
      }
    }
    const context = { cdktfJsonPath: join(folder, "cdktf.json") };
    const app = new App({ outdir, stackTraces: false, context });
    const { plan, systems, remarks } = withStack(code, Adopted as unknown as Base, app, () => planApp(app));
    const out = temporaryFolder("adopted");
    for (const { path, content, mode } of plan.files) {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), content, { mode });
    }
    const root = join(out, systems[0]?.rootModule ?? "");
    copyFileSync(state, join(root, "terraform.tfstate"));
    const terraform = new Terraform(root, { endpoint: moto.endpoint });
    await terraform.init();
    return { terraform: await terraform.shareProvider(), remarks };
  };

  beforeAll(async () => {
    moto = await startMoto();
    inFolder(() => {
      const app = new App({ outdir, stackTraces: false });
      withStack(code, TerraformStack as unknown as Base, app, () => app.synth());
    });
    const terraform = new Terraform(join(outdir, "stacks/differential"), { endpoint: moto.endpoint });
    await terraform.init();
    await (await terraform.shareProvider()).apply();
  }, 300_000);

  afterAll(() => moto.stop());

  it("is told that it would be destroyed and created, which it would", async () => {
    const { terraform, remarks } = await adopt(undefined);
    const count = COUNT.exec((await terraform.plan()).text)?.[1];
    const [, destroyed] = /^\d+ to add, 0 to change, (\d+) to destroy$/.exec(count ?? "") ?? [];
    expect(Number(destroyed)).toBeGreaterThan(10);
    expect(remarks[0]).toMatch(
      /cdktf knew 15 resources and modules by another name \(.*\/terraform\.differential\.tfstate/,
    );
    expect(remarks[1]).toMatch(
      /^differential: cdktf kept the state in .*\/terraform\.differential\.tfstate; copy it to /,
    );
  }, 200_000);

  it("is moved and not touched, counted resources and modules too, and still when moved.tf is gone", async () => {
    const { terraform, remarks } = await adopt("cdktf");
    expect(remarks).toContainEqual(expect.stringContaining("TF_VAR_…): settings_prefix_"));
    await terraform.fmtCheck();
    const plan = await terraform.plan();
    expect(COUNT.exec(plan.text)?.[1]).toBe("0 to add, 0 to change, 0 to destroy");
    await terraform.apply(plan);
    await terraform.expectNoChanges();
    rmSync(join(terraform.dir, "moved.tf"));
    await terraform.expectNoChanges();
  }, 300_000);
});
