import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const PROJECT = join(__dirname, "..");
const COMMITTED = join(PROJECT, "cdktf.out");

let folder: string;
let output: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plainform-main-"));
  output = join(folder, "out");
});
afterEach(() => rmSync(folder, { recursive: true }));

const command = [join(PROJECT, "run.cjs")];
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, CDKTF_OUTDIR: output });

function main(...args: readonly string[]): SpawnSyncReturns<string> {
  // From a folder that has nothing to do with the project.
  return spawnSync("node", [...command, ...args], { cwd: folder, env: environment(), encoding: "utf8" });
}

/** Content by path of everything that a synth generates. */
function read(root: string): Map<string, string> {
  const listed = readFileSync(join(root, ".generated"), "utf8").trimEnd().split("\n").slice(1);
  const paths = listed.map((line) => line.replace(/^[0-9a-f]{64} {2}/, ""));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function leftovers(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const known = read(root);
  return entries
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => path !== ".generated" && !known.has(path));
}

// Each test runs whole synths, beside others that keep the machine busy.
describe("the synth of this project", { timeout: 240_000 }, () => {
  it("writes the committed trees, to the byte, from any directory", () => {
    const { status, stdout, stderr } = main();
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^bouvet +bouvet\/terraform +\d+ files, \d+ blocks +\d+ changed$/m);
    expect(read(output)).toEqual(read(COMMITTED));
    expect(leftovers(output)).toEqual([]);
  });

  it("needs nothing but Node on the PATH, and starts no program", () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    const run = (env: NodeJS.ProcessEnv) =>
      spawnSync(join(bin, "node"), command, {
        cwd: folder,
        env: { CDKTF_OUTDIR: output, PATH: bin, ...env },
        encoding: "utf8",
      });
    // The first may have to build, which esbuild does.
    expect(run({})).toMatchObject({ status: 0, stderr: "" });
    const refusal = join(folder, "refusal.cjs");
    writeFileSync(
      refusal,
      `const programs = require("node:child_process");
for (const name of ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"])
  programs[name] = () => { throw new Error(name + " was called"); };
`,
    );
    expect(run({ NODE_OPTIONS: `--require ${refusal}` })).toMatchObject({ status: 0, stderr: "" });
    expect(read(output)).toEqual(read(COMMITTED));
  });

  it("says unchanged the second time", () => {
    main();
    const { stdout } = main();
    expect(stdout).toMatch(/^bouvet +bouvet\/terraform +\d+ files, \d+ blocks +unchanged$/m);
    expect(stdout).not.toContain("changed\n  ");
  });

  it("checks without writing: current, stale with a diff, wrong option", () => {
    const nothing = main("--check");
    expect(nothing.status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);

    main();
    expect(main("--check").status).toBe(0);

    appendFileSync(join(output, "bouvet/terraform/vpc.tf"), "# edited\n");
    const stale = main("--check");
    expect(stale.status).toBe(2);
    expect(stale.stdout).toContain("-# edited");
    expect(readFileSync(join(output, "bouvet/terraform/vpc.tf"), "utf8")).toContain("# edited");

    const wrong = main("--chekc");
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("unknown option '--chekc'\n(Did you mean --check?)");
  });

  it("never overwrites what is not its own", () => {
    mkdirSync(join(output, "bouvet/terraform"), { recursive: true });
    appendFileSync(join(output, "bouvet/terraform/vpc.tf"), "# mine\n");
    const { status, stderr } = main();
    expect(status).toBe(1);
    expect(stderr).toContain("bouvet/terraform/vpc.tf");
    expect(stderr).toContain("nothing was written");
    expect(readFileSync(join(output, "bouvet/terraform/vpc.tf"), "utf8")).toBe("# mine\n");
    expect(readdirSync(join(output, "bouvet/terraform"))).toEqual(["vpc.tf"]);
  });

  it("leaves every file as it was or as it should be, whenever it is killed", async () => {
    main();
    const wanted = read(output);
    const old = join(folder, "old");
    cpSync(output, old, { recursive: true });
    for (const path of wanted.keys()) appendFileSync(join(old, path), "# older\n".repeat(500));
    // A list that keeps no hashes: these are not edits by hand.
    writeFileSync(join(old, ".generated"), ["# Generated by plainform", ...wanted.keys(), ""].join("\n"));
    const before = read(old);
    const mixtures: string[] = [];
    // Killed anywhere, a write is proved by its own tests: here, that a synth writes in that way.
    for (const milliseconds of [0, 5, 20]) {
      rmSync(output, { recursive: true });
      cpSync(old, output, { recursive: true });
      await killedWhileWriting(milliseconds);
      for (const [path, content] of read(output))
        if (content !== wanted.get(path) && content !== before.get(path)) mixtures.push(path);
    }
    expect(mixtures).toEqual([]);
    expect(main().status).toBe(0);
    expect(read(output)).toEqual(wanted);
    expect(leftovers(output)).toEqual([]);
  });
});

/** A synth that is killed so long after it touched the first file of the output. */
function killedWhileWriting(milliseconds: number): Promise<void> {
  const child = spawn("node", command, { cwd: folder, env: environment(), stdio: "ignore" });
  const watcher = watch(output, { recursive: true });
  watcher.once("change", () => setTimeout(() => child.kill("SIGKILL"), milliseconds));
  return new Promise((resolve) =>
    child.on("exit", () => {
      watcher.close();
      resolve();
    }),
  );
}
