import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { itWith } from "../support/requirements";
import { temporaryFolder } from "../terraform/support/temporary";
import { App } from "./support/app";
import { ENDINGS, type Ending, filesOf, mainOf } from "./support/endings";
import { link } from "./support/linked";
import { PROJECT, pack } from "./support/packed";

const GOOD = `new TerraformOutput(new PlainStack(app, "one"), "x", { value: 1 });
new TerraformOutput(new PlainStack(app, "two"), "x", { value: 1 });`;
const CHANGED = GOOD.replace("value: 1", "value: 2");
const BAD = GOOD.replace("value: 1", 'value: "${var.nope}"');

let place: string;
beforeAll(async () => {
  place = await link(await pack());
}, 300_000);

const appOf = (ending: Ending, build: string): App =>
  new App(temporaryFolder("app", place), filesOf(ending, build));

describe.each(ENDINGS)("the command, for an app that ends in %s,", (ending) => {
  it("writes, then finds all current, then stale with a diff, and exits with 0, 0 and 2", async () => {
    const app = appOf(ending, GOOD);
    const synth = await app.run("plainform", ["synth"]);
    expect([synth.exitCode, synth.stderr]).toEqual([0, ""]);
    expect(synth.stdout).toMatch(/^one {2}one {2}2 files, 2 blocks {2}2 changed\ntwo {2}two {2}2 files/);
    expect(await app.run("plainform", ["check"])).toMatchObject({ exitCode: 0, stderr: "" });
    app.write("main.js", mainOf(ending, CHANGED));
    const check = await app.run("plainform", ["check"]);
    expect([check.exitCode, check.stderr]).toEqual([2, ""]);
    expect(check.stdout).toContain("-  value = 1\n+  value = 2\n");
    expect(app.read("cdktf.out/one/outputs.tf")).toContain("value = 1");
  });

  it("exits with 1 and the report on stderr where anything is wrong, and nothing is written", async () => {
    const app = appOf(ending, BAD);
    for (const verb of ["synth", "check"]) {
      const { exitCode, stdout, stderr } = await app.run("plainform", [verb]);
      expect([exitCode, stdout]).toEqual([1, ""]);
      expect(stderr).toBe(
        "one/x: a reference to something that this module does not declare\n" +
          "  got: var.nope\n  fix: declare var.nope, or correct the name\n\n1 problem; nothing was written\n",
      );
      expect(existsSync(join(app.folder, "cdktf.out"))).toBe(false);
    }
  });

  it("is about the named systems alone", async () => {
    const app = appOf(ending, GOOD);
    expect((await app.run("plainform", ["synth", "two"])).stdout).not.toContain("one");
    expect(existsSync(join(app.folder, "cdktf.out/two"))).toBe(true);
    expect(existsSync(join(app.folder, "cdktf.out/one"))).toBe(false);
    const { exitCode, stderr } = await app.run("plainform", ["synth", "onee"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("  got: onee\n  expected: one of one, two\n  fix: did you mean one?\n");
  });

  it("lays a tree over a folder, and compares it", async () => {
    const app = appOf(ending, GOOD);
    expect((await app.run("plainform", ["export", "one", "there", "--check"])).exitCode).toBe(2);
    const { exitCode, stderr } = await app.run("plainform", ["export", "one", "there"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(app.read("there/outputs.tf")).toContain("value = 1");
    expect((await app.run("plainform", ["export", "one", "there", "--check"])).exitCode).toBe(0);
    expect(existsSync(join(app.folder, "cdktf.out"))).toBe(false);
  });

  it("draws a stack, and writes nothing", async () => {
    const app = appOf(ending, GOOD);
    const { exitCode, stdout, stderr } = await app.run("plainform", ["diagram", "one"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^%%\{init.*\nflowchart LR\n {2}nothing\["no resources"\]\n$/);
    expect(existsSync(join(app.folder, "cdktf.out"))).toBe(false);
    const unknown = await app.run("plainform", ["diagram", "onee"]);
    expect([unknown.exitCode, unknown.stdout]).toEqual([1, ""]);
    expect(unknown.stderr).toContain("  got: onee\n  expected: one of one, two\n  fix: did you mean one?\n");
  });

  itWith(["script"], "colours a diff in a terminal, not with NO_COLOR, and not in a pipe", async () => {
    const app = appOf(ending, GOOD);
    // A terminal of a CI has no colours, unless Node knows which.
    const terminal = { TERM: "xterm-256color", CI: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };
    const inTerminal = (env: NodeJS.ProcessEnv) =>
      app.run("script", ["-qec", "plainform check", "/dev/null"], { ...terminal, ...env });
    expect((await inTerminal({})).stdout).toContain("\u001b[32m+output");
    expect((await inTerminal({ NO_COLOR: "1" })).stdout).not.toContain("\u001b[3");
    expect((await app.run("plainform", ["check"])).stdout).not.toContain("\u001b");
  });
});

describe("the words of the command", () => {
  let app: App;
  beforeAll(() => {
    app = appOf("run()", GOOD);
  });

  it("are explained by --help, which is no error", async () => {
    const { exitCode, stdout, stderr } = await app.run("plainform", ["--help"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    for (const verb of ["synth", "check", "export", "diagram", "convert", "verify"])
      expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, "m"));
    expect(stdout).toMatch(/^Exit codes: 0 .*2 .*1 /m);
    expect((await app.run("plainform", ["synth", "--help"])).stdout).toContain("--validate");
  });

  it("are explained by an app that calls run(), too", async () => {
    const { exitCode, stdout, stderr } = await app.run("node", ["main.js", "--help"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: main\.js /);
    expect(existsSync(join(app.folder, "cdktf.out"))).toBe(false);
  });

  it("include the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, "constructs/package.json"), "utf8"));
    expect(await app.run("plainform", ["--version"])).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
  });

  it.each([
    ["snyth", "(Did you mean synth?)"],
    ["synth --validat", "(Did you mean --validate?)"],
    ["export one", "missing required argument 'folder'"],
  ])("are corrected: %s", async (words, correction) => {
    const { exitCode, stdout, stderr } = await app.run("plainform", words.split(" "));
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(correction);
  });

  it("are of no use where there is no app, or one without a plain stack", async () => {
    const nowhere = new App(temporaryFolder("app", place));
    nowhere.write("cdktf.json", "{}\n");
    expect(await nowhere.run("plainform", ["synth"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("cdktf.json: it does not say how the app is run"),
    });
    const foreign = appOf("app.synth()", 'new TerraformStack(app, "old");');
    expect(await foreign.run("plainform", ["synth"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("the app ended without a synth of plain stacks"),
    });
  });
});
