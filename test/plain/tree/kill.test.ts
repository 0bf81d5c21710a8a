import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { buildSync } from "esbuild";
import { afterEach, beforeAll, expect, test } from "vitest";
import { checkTree, writeTree } from "../../../constructs/plain/tree";
import { killPlan } from "./kill-plans";
import { filesOf, filesOfPlan, PRUNE, pathsIn, put, scratch, snapshot } from "./scratch";

const [A, B] = [killPlan("A"), killPlan("B")];
const [filesOfA, filesOfB] = [filesOfPlan(A), filesOfPlan(B)];

const FOREIGN = new Map([
  ["terraform.tfvars", "644 mine\n"],
  ["terraform.tfstate", "644 {}\n"],
  [".terraform.lock.hcl", "644 lock\n"],
  ["modules/notes.md", "644 notes\n"],
  ["only-A/mine.txt", "644 mine too\n"],
]);

/** As one file of JavaScript it starts in a moment, so there can be many of it. */
const writer = join(scratch(), "kill-writer.cjs");
beforeAll(() => {
  const entryPoints = [join(import.meta.dirname, "kill-writer.ts")];
  buildSync({ entryPoints, outfile: writer, bundle: true, platform: "node" });
});

const children: ChildProcess[] = [];

// Only a failed test leaves one alive.
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function treeWithForeignFiles(): string {
  const outdir = scratch();
  for (const [path, entry] of FOREIGN) put(outdir, path, entry.slice(4));
  return outdir;
}

async function startWriter(...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [writer, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  return child;
}

/** Every file is A's or B's or foreign, byte by byte; temporaries of dead writers may lie about. */
function expectWhole(outdir: string): void {
  const files = filesOf(outdir);
  for (const [path, entry] of files) {
    if (path.endsWith(".plainform-tmp") || path === ".generated") continue;
    const isWhole = [FOREIGN, filesOfA, filesOfB].some((version) => version.get(path) === entry);
    expect(isWhole, `${path} is whole`).toBe(true);
  }
  for (const [path, entry] of FOREIGN) expect(files.get(path)).toBe(entry);
  const list = files.get(".generated") ?? "";
  const paths = pathsIn(list.slice("644 ".length));
  expect(paths.filter((path) => !filesOfA.has(path) && !filesOfB.has(path))).toEqual([]);
  // Whatever is ours is in the list: nothing is orphaned.
  const own = [...files.keys()].filter((path) => filesOfA.has(path) || filesOfB.has(path));
  expect(own.filter((path) => !paths.includes(path))).toEqual([]);
}

function expectExactlyA(outdir: string): void {
  const { ".generated": _, ...others } = Object.fromEntries(filesOf(outdir));
  expect(others).toEqual(Object.fromEntries([...FOREIGN, ...filesOfA]));
  expect([...snapshot(outdir).keys()]).not.toContain("only-B");
  expect(checkTree(outdir, A, PRUNE).current).toBe(true);
}

/** Kills writers over one tree, each starting from what the one before it left. */
async function killMany(outdir: string, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const child = await startWriter(outdir);
    await setTimeout(Math.random() * 40);
    child.kill("SIGKILL");
    if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");
    expectWhole(outdir);
    if (kill % 5 === 4) {
      writeTree(outdir, A, PRUNE);
      expectExactlyA(outdir);
    }
  }
}

test("a writer killed at random moments, 60 times, leaves every file whole, and a write finishes the work", async () => {
  const trees = [treeWithForeignFiles(), treeWithForeignFiles()];
  await Promise.all(trees.map((outdir) => killMany(outdir, 30)));
  for (const outdir of trees) {
    writeTree(outdir, A, PRUNE);
    expectExactlyA(outdir);
  }
}, 240_000);

async function finish(writers: readonly ChildProcess[]): Promise<void> {
  await Promise.all(writers.map((writer) => (writer.exitCode === null ? once(writer, "exit") : undefined)));
  expect(writers.map(({ exitCode }) => exitCode)).toEqual(writers.map(() => 0));
}

test("two writers of the same plan at the same time end in exactly that plan", async () => {
  const outdir = treeWithForeignFiles();
  writeTree(outdir, B, PRUNE);
  await finish(await Promise.all([startWriter(outdir, "3", "A"), startWriter(outdir, "3", "A")]));
  expectWhole(outdir);
  writeTree(outdir, A, PRUNE);
  expectExactlyA(outdir);
});

test("two writers of different plans at the same time corrupt no file", async () => {
  const outdir = treeWithForeignFiles();
  await finish(await Promise.all([startWriter(outdir, "30", "A"), startWriter(outdir, "30", "B")]));
  for (const [path, entry] of filesOf(outdir)) {
    if (path === ".generated") continue;
    expect(
      [FOREIGN, filesOfA, filesOfB].map((version) => version.get(path)),
      path,
    ).toContain(entry);
  }
});
