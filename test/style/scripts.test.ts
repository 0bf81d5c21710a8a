import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWith, run } from "../host/support/tools";

const TREES = "cdktf.out";

/** Every script of the trees, by its first line: whatever its name is. */
const SCRIPTS = readdirSync(TREES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.terraform\//.test(entry.parentPath))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => /^#!.*\b(ba)?sh\b/.test(readFileSync(path, "utf8")))
  .sort();

/** Scripts that a script writes: here-documents that begin as one. */
const WRITTEN = SCRIPTS.flatMap((path) =>
  [...readFileSync(path, "utf8").matchAll(/<<-?'?(\w+)'?.*\n(#!\/bin\/(?:ba)?sh\n[\s\S]*?\n)\1\n/g)].map(
    ([, name, script = ""]) => [`${path} (${name})`, script] as const,
  ),
);

describeWith(["shfmt"], "shfmt -i 2 -ci", () => {
  const complaints = (script: string): string =>
    run("shfmt", ["-i", "2", "-ci", "-d"], { input: script }).output;

  it.each(SCRIPTS)("has nothing to change in %s", (path) => {
    expect(complaints(readFileSync(path, "utf8"))).toBe("");
  });

  it.each(WRITTEN)("has nothing to change in what is written by %s", (_, script) => {
    expect(complaints(script)).toBe("");
  });

  it("would change a script that is indented otherwise", () => {
    expect(complaints("if true; then\n    echo\nfi\n")).toContain("-    echo");
    expect(SCRIPTS.length).toBeGreaterThan(8);
    expect(WRITTEN.length).toBeGreaterThan(0);
  });
});
