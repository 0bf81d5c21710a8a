import { copyFileSync, cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { afterAll, beforeAll, expect, it } from "vitest";
import { convert } from "../../../constructs/convert/convert";
import { verify } from "../../../constructs/convert/verify/verify";
import { writeTree } from "../../../constructs/plain/tree";
import { describeWith } from "../../support/requirements";
import { type Moto, startMoto } from "../support/moto";
import { temporaryFolder } from "../support/temporary";
import { Terraform } from "../support/terraform";
import { FunctionStack, NetworkStack, writeInputs } from "./apps";

describeWith(["terraform", "moto"], "a live cdktf app", () => {
  let moto: Moto;
  const folder = temporaryFolder("app");
  const [source, infra] = [join(folder, "cdktf.out"), join(folder, "infra")];
  const stackFolder = (stack: string): string => join(source, "stacks", stack);
  const stateOf = (stack: string): string => join(folder, `terraform.${stack}.tfstate`);

  /** Writes the trees, and puts the states where CONVERSION.md says. */
  const convertAll = (keepAssetPaths: boolean): void => {
    rmSync(infra, { recursive: true, force: true });
    writeTree(infra, convert({ source, out: infra, keepAssetPaths }).plan);
    for (const stack of ["net", "fn"]) copyFileSync(stateOf(stack), join(infra, stack, "terraform.tfstate"));
  };

  const initialisedIn = async (tree: string): Promise<Terraform> => {
    const terraform = new Terraform(tree, { endpoint: moto.endpoint });
    await terraform.init();
    return terraform.shareProvider();
  };

  beforeAll(async () => {
    moto = await startMoto();
    const { modules, code } = writeInputs(folder);
    const cwd = process.cwd();
    // cdktf's own place for the state is the folder it runs in.
    process.chdir(folder);
    try {
      const app = new App({
        outdir: source,
        stackTraces: false,
        context: { cdktfJsonPath: join(folder, "cdktf.json") },
      });
      const { network } = new NetworkStack(app, "net", modules);
      new FunctionStack(app, "fn", network, code);
      app.synth();
    } finally {
      process.chdir(cwd);
    }
    const endpoint = moto.endpoint;
    for (const stack of ["net", "fn"]) {
      const terraform = new Terraform(stackFolder(stack), { endpoint });
      await terraform.init();
      await (await terraform.shareProvider()).apply();
    }
    Object.assign(process.env, await new Terraform(folder, { endpoint }).environment());
  }, 400_000);

  afterAll(async () => {
    delete process.env.TF_REATTACH_PROVIDERS;
    await moto.stop();
  });

  it("is the same infrastructure after the conversion, moved and not touched, and still when moved.tf is gone", async () => {
    convertAll(true);
    for (const [stack, moved] of [
      ["net", 18],
      ["fn", 2],
    ] as const) {
      const tree = join(infra, stack);
      // The first is verified as it is everywhere, with a provider that each command starts.
      if (stack === "net") delete process.env.TF_REATTACH_PROVIDERS;
      else Object.assign(process.env, await (await initialisedIn(tree)).environment());
      const files = readdirSync(tree).sort();
      expect(verify({ tree })).toEqual({
        text: `same infrastructure: ${moved} moved, 0 to add, 0 to change, 0 to destroy`,
        exitCode: 0,
      });
      expect(readdirSync(tree).sort(), "verify leaves nothing behind").toEqual(files);
      const terraform = await initialisedIn(tree);
      await terraform.apply();
      Object.assign(process.env, await terraform.environment());
      rmSync(join(tree, "moved.tf"), { force: true });
      expect(verify({ tree }).text).toBe("same infrastructure: 0 moved, 0 to add, 0 to change, 0 to destroy");
    }
  }, 400_000);

  it("is told apart by cause where an asset's path reads better than before", async () => {
    // For the schemas of all types.
    delete process.env.TF_REATTACH_PROVIDERS;
    convertAll(false);
    expect(existsSync(join(infra, "fn", "assets", "api_handler", "archive.zip"))).toBe(true);
    // The outputs that it reads have their new names once the other stack was applied.
    cpSync(stateOf("fn"), join(infra, "fn", "terraform.tfstate"));
    Object.assign(process.env, await (await initialisedIn(join(infra, "net"))).environment());
    const { text, exitCode } = verify({ tree: join(infra, "net") });
    expect(text).toMatch(/^same infrastructure: \d+ moved, 0 to add/);
    expect(exitCode).toBe(0);
  }, 200_000);
});
