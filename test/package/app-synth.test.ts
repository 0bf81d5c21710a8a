import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../terraform/support/temporary";
import { App } from "./support/app";
import { ENDINGS, filesOf } from "./support/endings";
import { link } from "./support/linked";
import { pack } from "./support/packed";

const GOOD = 'new TerraformOutput(new PlainStack(app, "one"), "x", { value: 1 });';
const BAD = `const stack = new PlainStack(app, "one");
new TerraformOutput(stack, "x", { value: "\${var.nope}" });
new DataResource(stack, "y", { input: { on: "\${terraform_data.gone.id}" } });`;
const REPORT = `one/x: a reference to something that this module does not declare
  got: var.nope
  fix: declare var.nope, or correct the name
one/y: a reference to something that this module does not declare
  got: terraform_data.gone.id
  fix: declare terraform_data.gone, or correct the name

2 problems; nothing was written
`;

let place: string;
beforeAll(async () => {
  place = await link(await pack());
}, 300_000);

const newApp = (files: Readonly<Record<string, string>>): App =>
  new App(temporaryFolder("app", place), files);

describe("an app that ends in app.synth(), run as it is,", () => {
  it("ends in the report of all that is wrong, with the author's own calls, and writes nothing", async () => {
    const app = newApp(filesOf("app.synth()", BAD));
    const { exitCode, stdout, stderr } = await app.run("node", ["main.js"]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `${REPORT.trimEnd()}\n    at Object.<anonymous> (${app.folder}/main.js:7:5)\n\nNode.js ${process.version}\n`,
    );
    expect(existsSync(join(app.folder, "cdktf.out/one"))).toBe(false);
    const whole = await app.run("node", ["main.js"], { DEBUG: "1" });
    expect(whole.stderr).toMatch(/at planApp /);
  });

  it("reports what an app that calls run() reports", async () => {
    for (const ending of ENDINGS)
      expect((await newApp(filesOf(ending, BAD)).run("plainform", ["synth"])).stderr).toBe(REPORT);
    expect((await newApp(filesOf("run()", BAD)).run("node", ["main.js"])).stderr).toBe(REPORT);
  });

  it("does not say that nothing was written when a stack of cdktf's own kind fails after the plain ones", async () => {
    const failing = '{ synthesize() { throw new Error("too old"); } }';
    const app = newApp(
      filesOf("app.synth()", `${GOOD}\nnew TerraformStack(app, "old").synthesizer = ${failing};`),
    );
    const { exitCode, stderr } = await app.run("node", ["main.js"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("too old");
    expect(stderr).toMatch(/\n\n1 problem\n/);
    expect(app.read("cdktf.out/one/outputs.tf")).toContain("value = 1");
  });

  it("makes the folders above its outdir, and takes an empty CDKTF_OUTDIR for none", async () => {
    const app = newApp(filesOf("app.synth()", GOOD));
    expect(await app.run("node", ["main.js"], { CDKTF_OUTDIR: "" })).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
    expect(app.read("cdktf.out/one/outputs.tf")).toContain("value = 1");
    app.write("main.js", app.read("main.js").replace("new App()", 'new App({ outdir: "a/b/c" })'));
    expect(await app.run("node", ["main.js"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(app.read("a/b/c/one/outputs.tf")).toContain("value = 1");
  });
});

describe.each(ENDINGS)("remarks on an app that ends in %s", (ending) => {
  it("are said once each, and are no error", async () => {
    const app = newApp({
      ...filesOf(ending, `${GOOD}\nnew TerraformStack(app, "old");`),
      ".gitignore": "node_modules\n\ncdktf.out\n",
      "cdktf.out/stacks/one/cdk.tf.json": "{}\n",
    });
    mkdirSync(join(app.folder, ".git"));
    const { exitCode, stdout, stderr } = await app.run("node", ["main.js"]);
    expect(exitCode).toBe(0);
    const remarks = `${stdout}${stderr}`.split("\n").filter((line) => line.startsWith("remark: "));
    expect(remarks).toEqual([
      expect.stringMatching(
        /^remark: .*cdktf\.out\/one\/\w+\.tf is ignored by git \(.*\.gitignore:3: cdktf\.out\)/,
      ),
      expect.stringMatching(
        /^remark: .*cdktf\.out\/stacks\/one\/cdk\.tf\.json is left from before: one takes its place/,
      ),
      expect.stringMatching(/^remark: old: of cdktf's own kind, and written as JSON/),
    ]);
  });
});
