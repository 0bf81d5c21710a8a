import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const PROJECT = join(__dirname, "../..");

let folder: string;
let outdir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plainform-run-"));
  outdir = join(folder, "out");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs an app in a process of its own; `build` is the body of its building function. */
function app(build: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const main = join(folder, "main.js");
  const required = (path: string): string => `require(${JSON.stringify(join(PROJECT, path))})`;
  writeFileSync(
    main,
    `const { hcl, PlainStack, run } = ${required("constructs/plain")}; const { renderTemplate } = ${required("constructs/templates")};
const { Annotations, TerraformOutput, TerraformStack } = ${required("node_modules/cdktf")};
run({ outdir: ${JSON.stringify(outdir)} }, (app) => {
  ${build}
});
`,
  );
  const command = ["-r", require.resolve("tsx/cjs"), main, ...args];
  return spawnSync("node", command, { cwd: folder, encoding: "utf8", env: { ...process.env, DEBUG: "" } });
}

const GOOD = 'new TerraformOutput(new PlainStack(app, "new"), "x", { value: 1 });';
const BAD = 'new TerraformOutput(new PlainStack(app, "new"), "!", { value: 1 });';
const FOREIGN = 'new TerraformOutput(new TerraformStack(app, "old"), "x", { value: 1 });';
const entries = (): readonly string[] => readdirSync(outdir).sort();

describe("the first synth of an app that cdktf has synthesised before", () => {
  it("takes over the manifest, and no other file of that name", () => {
    mkdirSync(outdir);
    const manifest = join(outdir, "manifest.json");
    writeFileSync(manifest, '{"name": "mine"}');
    expect(app(GOOD).stderr).toContain("files that were not generated here are in the way");
    writeFileSync(manifest, '{"stacks": {}, "version": "0.20.0"}');
    const { status, stderr } = app(GOOD);
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(readFileSync(manifest, "utf8")).stacks.new.workingDirectory).toBe("new");
  });
});

describe("a stack that cdktf has written as HCL before", () => {
  it("gets its metadata replaced", () => {
    mkdirSync(join(outdir, "stacks/new"), { recursive: true });
    const metadata = join(outdir, "stacks/new/metadata.json");
    writeFileSync(metadata, "{}");
    expect(app(GOOD).stderr).toContain("stacks/new/metadata.json");
    writeFileSync(metadata, '{"//": {"metadata": {}}, "terraform": {"backend": {}}}');
    expect(app(GOOD).status).toBe(0);
  });
});

describe("an app with a stack of cdktf's own kind", () => {
  it("writes neither when something is wrong", () => {
    const { status, stderr } = app(`${FOREIGN} ${BAD}`);
    expect(status).toBe(1);
    expect(stderr).toContain("a construct id cannot become a Terraform name");
    expect(stderr).toContain("1 problem; nothing was written");
    expect(existsSync(outdir)).toBe(false);
  });

  it("does not say that nothing was written when only that one fails", () => {
    const { status, stderr } = app(
      `${GOOD} ${FOREIGN} Annotations.of(app.node.findChild("old")).addError("too old");`,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/too old(.|\n)*\n\n1 problem\n$/);
    expect(existsSync(join(outdir, "new/outputs.tf"))).toBe(true);
  });

  it("has the manifest of both, which is not removed", () => {
    expect(app(GOOD).status).toBe(0);
    const { status, stdout } = app(`${FOREIGN} ${GOOD}`);
    expect(status).toBe(0);
    expect(stdout).not.toContain("manifest.json");
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    expect(Object.keys(manifest.stacks)).toEqual(["new", "old"]);
    expect(app(`${FOREIGN} ${GOOD}`, "--check").status).toBe(0);
    expect(app(GOOD).status).toBe(0);
  });
});

describe("a check", () => {
  it("leaves no folder that was not there, whatever it finds", () => {
    expect(app(GOOD, "--check").status).toBe(2);
    expect(app(BAD, "--check").status).toBe(1);
    expect(existsSync(outdir)).toBe(false);
  });

  it("removes no folder that was there, empty as it is", () => {
    mkdirSync(outdir);
    expect(app(GOOD, "--check").status).toBe(2);
    expect(entries()).toEqual([]);
    mkdirSync(join(outdir, "stacks"));
    expect(app(BAD, "--check").status).toBe(1);
    expect(entries()).toEqual(["stacks"]);
  });
});

describe("the account of a run", () => {
  it("ends in the warnings and remarks, in a check too", () => {
    const build = `${GOOD} Annotations.of(app.node.findChild("new")).addWarning("old"); Annotations.of(app).addInfo("fine");`;
    expect(app(build).stdout).toMatch(/info: the app: fine\nwarning: new: old\n$/);
    expect(app(build, "--check").stdout).toMatch(/info: the app: fine\nwarning: new: old\n$/);
  });
});

describe("a file that Terraform merges into what is generated", () => {
  it("is remarked on, whoever has put it there", () => {
    expect(app(GOOD).stdout).not.toContain("remark: ");
    writeFileSync(join(outdir, "new/override.tf"), "");
    writeFileSync(join(outdir, "new/overridden.tf"), "");
    writeFileSync(join(outdir, "new/my_override.tf.json"), "{}");
    const remarks = app(GOOD).stdout.match(/^remark: .*$/gm);
    const merged = "was not generated here, and Terraform merges it into what was";
    expect(remarks).toEqual([
      expect.stringContaining(`new/my_override.tf.json ${merged}`),
      expect.stringContaining(`new/override.tf ${merged}`),
    ]);
  });
});

describe("an error of what an author's code calls for itself", () => {
  it("names the construct that was being made, and the place of the call", () => {
    const made = (call: string): string =>
      app(`class Site extends PlainStack {
    constructor() {
      super(app, "site");
      this.file("main.tf").output("x", { description: "x", value: ${call} });
    }
  }
  new Site();`).stderr;
    expect(made("hcl`foo(`")).toMatch(
      /^site, main\.js:\d+:\d+: an hcl`…` template is not a Terraform expression/,
    );
    expect(made('renderTemplate("no/such")')).toMatch(
      /^site, main\.js:\d+:\d+: the template templates\/no\/such\.hbs cannot be read/,
    );
    expect(made('renderTemplate("bloaty/dockerignore", { nope: 1 })')).toMatch(
      /templates\/\S+ \(site, main\.js:\d+:\d+\): the parameter nope is never read/,
    );
  });
});

describe("an error that is not plainform's", () => {
  it("in the author's code is a problem with its place", () => {
    const { status, stderr } = app("new PlainStack(app, 'a');\n  new PlainStack(app, 'a');");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^main\.js:5:3: There is already a Construct with name 'a'/);
    expect(stderr).toContain("1 problem; nothing was written");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(outdir)).toBe(false);
  });

  it("does not come from an output directory without a parent: it is made", () => {
    outdir = join(folder, "gone/out");
    expect(app(GOOD, "--check").status).toBe(2);
    expect(existsSync(join(folder, "gone"))).toBe(false);
    expect(app(GOOD).status).toBe(0);
    expect(entries()).toContain("new");
  });

  it.each([
    ["is a file", () => writeFileSync(join(folder, "file"), ""), "file"],
    [
      "has a dangling link for its stacks",
      () => {
        mkdirSync(join(folder, "linked"));
        symlinkSync("/nowhere", join(folder, "linked/stacks"));
      },
      "linked",
    ],
  ])("from an output directory that %s is a problem", (_, prepare, path) => {
    prepare();
    outdir = join(folder, path);
    const { status, stderr } = app(GOOD);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^main\.js:3:1: E[A-Z]+: /);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stderr).toContain("1 problem; nothing was written");
  });
});
