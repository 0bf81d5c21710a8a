import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
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

const command = ["-r", require.resolve("tsx/cjs"), join(PROJECT, "main.ts")];
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, CDKTF_OUTDIR: output });

function main(...args: readonly string[]): SpawnSyncReturns<string> {
  // From a folder that has nothing to do with the project.
  return spawnSync("node", [...command, ...args], { cwd: folder, env: environment(), encoding: "utf8" });
}

/** Content by path of everything that a synth generates. */
function read(root: string): Map<string, string> {
  const listed = readFileSync(join(root, ".generated"), "utf8").split("\n");
  const paths = listed.filter((line) => line !== "" && !line.startsWith("#"));
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

describe("the synth of this project", () => {
  it("writes the committed trees, to the byte, from any directory", () => {
    const { status, stdout, stderr } = main();
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^bouvet +bouvet\/terraform +\d+ files, \d+ blocks +\d+ changed$/m);
    expect(read(output)).toEqual(read(COMMITTED));
    expect(leftovers(output)).toEqual([]);
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
    expect(wrong.stderr).toContain("unknown option\n  got: --chekc");
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

  it("leaves every file as it was or as it should be, whenever it is killed", {
    timeout: 120_000,
  }, async () => {
    const start = performance.now();
    main();
    // Most of a synth is loading: the writes come at its end.
    const duration = performance.now() - start;
    const wanted = read(output);
    const old = join(folder, "old");
    cpSync(output, old, { recursive: true });
    for (const path of wanted.keys()) appendFileSync(join(old, path), "# older\n".repeat(500));
    const before = read(old);
    const mixtures: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      rmSync(output, { recursive: true });
      cpSync(old, output, { recursive: true });
      await killedAfter(duration * (0.4 + round * 0.035));
      for (const [path, content] of read(output))
        if (content !== wanted.get(path) && content !== before.get(path)) mixtures.push(path);
    }
    expect(mixtures).toEqual([]);
    expect(main().status).toBe(0);
    expect(read(output)).toEqual(wanted);
    expect(leftovers(output)).toEqual([]);
  });
});

function killedAfter(milliseconds: number): Promise<void> {
  const child = spawn("node", command, { cwd: folder, env: environment(), stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  return new Promise((resolve) =>
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    }),
  );
}
