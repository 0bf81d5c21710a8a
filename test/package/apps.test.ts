import { join } from "node:path";
import { transformSync } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { describeUnless, itWith } from "../support/requirements";
import { Terraform } from "../terraform/support/terraform";
import { App, templateFile } from "./support/app";
import { install, registryProblem } from "./support/installation";
import { pack } from "./support/packed";

/** CDKTF's template after the steps of the package's README, with something in it. */
const MAIN = templateFile("main.ts")
  .replace("{ App, TerraformStack }", "{ App, DataResource, Fn, TerraformOutput, TerraformVariable }")
  .replace("extends TerraformStack", "extends PlainStack")
  .replace(
    "// define resources here",
    `const variable = new TerraformVariable(this, "name", { type: "string", description: "Name of the site." });
    const main = this.file("main.tf").add(DataResource, "main", { input: { host: Fn.upper(variable.stringValue) } });
    new TerraformOutput(this, "first", { value: hcl\`\${main.output}.host\` });
    this.text("boot.sh", { content: templates.render("boot.sh", { greeting: "it's up" }), mode: 0o755 });`,
  )
  .replace(
    "class MyStack",
    `import { hcl, PlainStack } from "plainform";
import { TemplateFolder } from "plainform/templates";

const templates = new TemplateFolder("templates");

class MyStack`,
  );

const inJavaScript = (format: "cjs" | "esm"): string => transformSync(MAIN, { loader: "ts", format }).code;

const config = (app: string): string =>
  `${JSON.stringify({ ...JSON.parse(templateFile("cdktf.json")), app })}\n`;

const APPS: readonly { readonly name: string; readonly files: Readonly<Record<string, string>> }[] = [
  { name: "ts-node", files: { "main.ts": MAIN } },
  { name: "tsx", files: { "main.ts": MAIN, "cdktf.json": config("npx tsx main.ts") } },
  { name: "require", files: { "main.js": inJavaScript("cjs"), "cdktf.json": config("node main.js") } },
  { name: "import", files: { "main.mjs": inJavaScript("esm"), "cdktf.json": config("node main.mjs") } },
];

describeUnless(registryProblem(), "the package, installed into an app of CDKTF's template,", () => {
  let place: string;
  beforeAll(async () => {
    place = await install(await pack());
  }, 600_000);

  describe.each(APPS)("under $name", ({ name, files }) => {
    let app: App;
    beforeAll(() => {
      app = new App(join(place, name), {
        "templates/boot.sh.hbs": "#!/bin/sh\necho {{shell greeting}}\n",
        ...files,
      });
    });

    it("is synthesised by the command, and by the app itself", { timeout: 240_000 }, async () => {
      const synth = await app.run("plainform", ["synth"]);
      expect([synth.exitCode, synth.stderr]).toEqual([0, ""]);
      expect(synth.stdout).toMatch(/^site {2}site {2}5 files, 4 blocks {2}5 changed$/m);
      expect(app.read("cdktf.out/site/outputs.tf")).toContain("value = terraform_data.main.output.host");
      expect(app.read("cdktf.out/site/boot.sh")).toContain("echo 'it'\\''s up'");
      const { app: command } = JSON.parse(app.read("cdktf.json"));
      const itself = await app.run("sh", ["-c", command]);
      expect([itself.exitCode, itself.stdout, itself.stderr]).toEqual([0, "", ""]);
      expect((await app.run("plainform", ["check"])).exitCode).toBe(0);
    });

    itWith(["terraform"], "is formatted, and valid", async () => {
      const terraform = new Terraform(join(app.folder, "cdktf.out/site"));
      await terraform.init();
      await terraform.fmtCheck();
      await terraform.validate();
    });
  });

  it("has types that compile without skipLibCheck, by the template's settings", {
    timeout: 240_000,
  }, async () => {
    const app = new App(join(place, "types"), { "main.ts": MAIN });
    const { exitCode, stdout } = await app.run("tsc", ["--noEmit", "--skipLibCheck", "false"]);
    expect([exitCode, stdout]).toEqual([0, ""]);
  });

  it("hands out nothing but what it exports", async () => {
    const app = new App(join(place, "inside"), {
      "main.js": 'require(process.argv[2]); console.log("loaded")',
    });
    const load = (path: string) => app.run("node", ["main.js", path]);
    for (const path of ["plainform", "plainform/templates", "plainform/package.json"])
      expect((await load(path)).stdout).toBe("loaded\n");
    for (const path of ["plainform/dist/plain/run.js", "plainform/plain", "plainform/dist/cli/bin"])
      expect((await load(path)).stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});
