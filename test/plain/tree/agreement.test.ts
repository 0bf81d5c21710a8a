import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdirSync, rmdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PlainformError } from "../../../constructs/plain/errors";
import { checkTree, FilePlan, writeTree } from "../../../constructs/plain/tree";
import { itWith } from "../../support/requirements";
import {
  ANYTHING,
  errorOf,
  file,
  filesOf,
  filesOfPlan,
  pathsIn,
  put,
  read,
  scratch,
  snapshot,
} from "./scratch";

const path = fc.constantFrom("a", "a/b", "a/b/c", "a/d", "m.tf", "M.tf", "x/m.tf", "x/y/n.sh", "x/y z/é.tf");
const content = fc.constantFrom("", "1\n", "1\n2\n3\n", "no newline", "#!/bin/sh\n", "é\r\n", "1\n2\n4\n");

/** A plan of what fits together among random files. */
const plan = fc.array(fc.tuple(path, content), { maxLength: 8 }).map((files) => {
  const made = new FilePlan();
  for (const [at, text] of files) errorOf(() => made.add(file(at, text)));
  return made;
});

/** What may happen to a tree between two synths. */
const accident = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), path, content }),
  fc.record({ kind: fc.constantFrom("delete", "chmod", "mkdir", "symlink", "unlist", "list"), path }),
  fc.record({ kind: fc.constant("forget" as const) }),
);

type Accident = typeof accident extends fc.Arbitrary<infer T> ? T : never;

function happen(outdir: string, what: Accident): void {
  const list = (change: (lines: string[]) => string[]) => {
    const [header = "", ...lines] = read(outdir, ".generated").trimEnd().split("\n");
    put(outdir, ".generated", [header, ...change(lines), ""].join("\n"));
  };
  // Not everything can happen everywhere: an accident that fails did not happen.
  errorOf(() => {
    if (what.kind === "forget") return rmSync(join(outdir, ".generated"));
    if (!("path" in what)) return;
    const target = join(outdir, what.path);
    if ("content" in what)
      return put(outdir, what.path, what.content, what.content.startsWith("#!") ? 0o755 : 0o644);
    if (what.kind === "delete") return rmSync(target, { recursive: true });
    if (what.kind === "chmod") return chmodSync(target, (lstatSync(target).mode & 0o777) ^ 0o111);
    if (what.kind === "mkdir") return mkdirSync(target, { recursive: true });
    if (what.kind === "symlink") return symlinkSync("elsewhere", target);
    return list((lines) =>
      lines.filter((line) => !line.endsWith(`  ${what.path}`)).concat(what.kind === "list" ? what.path : []),
    );
  });
}

/** A tree that a former plan was written into, and to which things happened since. */
function tamperedTree(former: FilePlan, accidents: readonly Accident[]): string {
  const outdir = join(scratch(), "out");
  writeTree(outdir, former, ANYTHING);
  for (const what of accidents) happen(outdir, what);
  return outdir;
}

function listed(outdir: string): readonly string[] {
  return pathsIn(errorOf(() => read(outdir, ".generated")) === undefined ? read(outdir, ".generated") : "");
}

test("a check says exactly what a write does, and a write leaves what is not its own", () => {
  const outcomes = { written: 0, refused: 0 };
  fc.assert(
    fc.property(plan, fc.array(accident, { maxLength: 5 }), plan, (former, accidents, next) => {
      // given
      const outdir = tamperedTree(former, accidents);
      const before = snapshot(outdir);
      const own = new Set([".generated", ...listed(outdir), ...next.files.map((planned) => planned.path)]);
      const foreign = [...filesOf(outdir)].filter(([at]) => !own.has(at));

      // when
      let checked: ReturnType<typeof checkTree> | undefined;
      const refusal = errorOf(() => {
        checked = checkTree(outdir, next, ANYTHING);
      });
      expect(snapshot(outdir)).toEqual(before);

      // then
      if (checked === undefined) {
        outcomes.refused += 1;
        expect(refusal).toBeInstanceOf(PlainformError);
        expect(String(errorOf(() => writeTree(outdir, next, ANYTHING)))).toBe(String(refusal));
        expect(snapshot(outdir)).toEqual(before);
        return;
      }
      outcomes.written += 1;
      expect(writeTree(outdir, next, ANYTHING)).toEqual(checked.changes);
      const list = [".generated", `644 ${read(outdir, ".generated")}`] as const;
      expect(filesOf(outdir)).toEqual(new Map([list, ...foreign, ...filesOfPlan(next)].sort()));
      expect(checkTree(outdir, next, ANYTHING)).toMatchObject({ current: true, diff: "" });
      expect(checked.current).toBe(checked.diff === "");
      if (checked.current) expect(snapshot(outdir)).toEqual(before);
    }),
    { numRuns: 600 },
  );
  // Both outcomes were seen often enough to mean something.
  expect(Math.min(outcomes.written, outcomes.refused)).toBeGreaterThan(50);
}, 240_000);

/** What a checkout would not have: Git knows no empty folders, and stumbles over one in the place of a file. */
function removeEmptyFolders(outdir: string): void {
  for (const [path, entry] of [...snapshot(outdir)].reverse()) {
    if (entry === "folder") errorOf(() => rmdirSync(join(outdir, path)));
  }
}

itWith(["git"], "git applies the diff of a check, and the result is what a write gives", () => {
  fc.assert(
    fc.property(plan, fc.array(accident, { maxLength: 3 }), plan, (former, accidents, next) => {
      const outdir = tamperedTree(former, accidents);
      if (errorOf(() => checkTree(outdir, next, ANYTHING)) !== undefined) return;
      const { diff } = checkTree(outdir, next, ANYTHING);
      fc.pre(diff !== "");
      const patched = join(scratch(), "out");
      cpSync(outdir, patched, { recursive: true, verbatimSymlinks: true });
      removeEmptyFolders(patched);
      const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(patched) };
      execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: patched, input: diff, env });
      writeTree(outdir, next, ANYTHING);
      expect(filesOf(patched)).toEqual(filesOf(outdir));
    }),
    { numRuns: 100 },
  );
});
