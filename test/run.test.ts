import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const PROJECT = join(__dirname, "..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plainform-run-"));
  for (const name of ["run.cjs", "tsconfig.json", "package-lock.json"])
    cpSync(join(PROJECT, name), join(folder, name));
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["esbuild", "@esbuild"])
    symlinkSync(join(PROJECT, "node_modules", name), join(folder, "node_modules", name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, ...lines: readonly string[]): void =>
  writeFileSync(join(folder, name), lines.join("\n"));
const run = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync("node", [join(folder, "run.cjs"), ...args], { cwd: tmpdir(), encoding: "utf8" });

describe("main.ts as one file", () => {
  it("is the sources as they are now, whichever of them has changed", () => {
    write("main.ts", 'import { text } from "./deep";', "console.log(text, process.argv.slice(2));");
    write("deep.ts", 'export const text: string = "first";');
    expect(run("--check").stdout).toBe("first [ '--check' ]\n");
    expect(run("--check").stdout).toBe("first [ '--check' ]\n");
    write("deep.ts", 'export const text: string = "second";');
    expect(run().stdout).toBe("second []\n");
  });

  it("lets each source know its own folder", () => {
    mkdirSync(join(folder, "below"));
    write("main.ts", 'import { own } from "./below/deep";', "console.log(__dirname, own);");
    write("below/deep.ts", "export const own = __dirname;");
    expect(run().stdout).toBe(`${folder} ${join(folder, "below")}\n`);
  });

  it("names the lines of the sources in the stack of an error", () => {
    write("main.ts", "interface Nothing {}", 'import { fail } from "./deep";', "", "fail({} as Nothing);");
    write("deep.ts", "", "export function fail(_: unknown): never {", '  throw new Error("boom");', "}");
    const { status, stderr } = run();
    expect(status).not.toBe(0);
    expect(stderr).toContain("Error: boom");
    expect(stderr).toContain(`at fail (${join(folder, "deep.ts")}:3:9)`);
    expect(stderr).toContain(`at ${join(folder, "main.ts")}:4:1`);
  });

  it("says where a source is no TypeScript", () => {
    write("main.ts", "const a = 1;", "const = 2;");
    const { status, stdout, stderr } = run();
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("main.ts:2:6");
  });
});
