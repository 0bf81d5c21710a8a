import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PlainformError } from "../../../constructs/plain/errors";
import { checkTree, FilePlan, writeTree } from "../../../constructs/plain/tree";
import { itWith } from "../../support/requirements";
import {
  errorOf,
  filesOf,
  filesOfPlan,
  listOf,
  PRUNE,
  planOf,
  put,
  read,
  scratch,
  snapshot,
} from "./scratch";

let outdir: string;
const umask = process.umask();

beforeEach(() => {
  outdir = scratch();
});

afterEach(() => {
  process.umask(umask);
});

/** Write and check refuse with one message, and nothing on disk changes. */
function refusal(plan: FilePlan): string {
  const before = snapshot(outdir);
  const error = errorOf(() => writeTree(outdir, plan));
  expect(error).toBeInstanceOf(PlainformError);
  expect(String(errorOf(() => checkTree(outdir, plan)))).toBe(String(error));
  expect(snapshot(outdir)).toEqual(before);
  return String(error);
}

const PAST = new Date(1_000_000_000_000);

test("a plan is written into a folder that does not exist", () => {
  const target = join(outdir, "not/yet");
  const plan = planOf({ "main.tf": "a\n", "scripts/run.sh": "#!/bin/sh\n", "empty.txt": "" });
  const changes = writeTree(target, plan);
  expect(changes).toEqual({
    created: ["empty.txt", "main.tf", "scripts/run.sh"],
    updated: [],
    removed: [],
    unchanged: [],
  });
  expect(filesOf(target)).toEqual(
    new Map([[".generated", `644 ${read(target, ".generated")}`], ...filesOfPlan(plan)]),
  );
});

test("a second write changes nothing, not even a time of change", () => {
  const plan = planOf({ "main.tf": "a\n", "scripts/run.sh": "#!/bin/sh\n" });
  writeTree(outdir, plan);
  const all = ["main.tf", "scripts/run.sh", ".generated"].map((path) => join(outdir, path));
  for (const path of all) utimesSync(path, PAST, PAST);
  expect(writeTree(outdir, plan)).toMatchObject({ unchanged: ["main.tf", "scripts/run.sh"], created: [] });
  for (const path of all) expect(statSync(path).mtime).toEqual(PAST);
});

test("only what changed is written", () => {
  writeTree(outdir, planOf({ "a.tf": "a\n", "b.tf": "b\n" }));
  utimesSync(join(outdir, "a.tf"), PAST, PAST);
  const changes = writeTree(outdir, planOf({ "a.tf": "a\n", "b.tf": "B\n" }));
  expect(changes).toMatchObject({ updated: ["b.tf"], unchanged: ["a.tf"] });
  expect(statSync(join(outdir, "a.tf")).mtime).toEqual(PAST);
});

test.each([0o000, 0o077, 0o277])("modes do not depend on the umask (%o)", (mask) => {
  process.umask(mask);
  writeTree(outdir, planOf({ "a.tf": "a\n", "run.sh": "#!/bin/sh\n" }));
  expect(statSync(join(outdir, "a.tf")).mode & 0o7777).toBe(0o644);
  expect(statSync(join(outdir, "run.sh")).mode & 0o7777).toBe(0o755);
});

test("an executable bit that was lost or gained is put right", () => {
  const plan = planOf({ "a.tf": "a\n", "run.sh": "#!/bin/sh\n" });
  writeTree(outdir, plan);
  chmodSync(join(outdir, "a.tf"), 0o755);
  chmodSync(join(outdir, "run.sh"), 0o644);
  expect(writeTree(outdir, plan).updated).toEqual(["a.tf", "run.sh"]);
  expect(statSync(join(outdir, "run.sh")).mode & 0o7777).toBe(0o755);
});

test("the modes of a checkout under another umask are no change", () => {
  const plan = planOf({ "a.tf": "a\n", "run.sh": "#!/bin/sh\n" });
  writeTree(outdir, plan);
  chmodSync(join(outdir, "a.tf"), 0o664);
  chmodSync(join(outdir, "run.sh"), 0o700);
  expect(checkTree(outdir, plan).current).toBe(true);
});

test("what a former synth generated and this one does not is removed, with the folders this empties", () => {
  writeTree(outdir, planOf({ "a.tf": "", "x/y/z/b.tf": "", "x/c.tf": "", "keep/d.tf": "" }));
  put(outdir, "keep/notes.txt", "mine\n");
  const changes = writeTree(outdir, planOf({ "a.tf": "" }), PRUNE);
  expect(changes.removed).toEqual(["keep/d.tf", "x/c.tf", "x/y/z/b.tf"]);
  expect([...snapshot(outdir).keys()]).toEqual([".generated", "a.tf", "keep", "keep/notes.txt"]);
});

test("the output directory itself stays when everything goes", () => {
  writeTree(outdir, planOf({ "a.tf": "" }));
  writeTree(outdir, planOf({}), PRUNE);
  expect([...snapshot(outdir).keys()]).toEqual([".generated"]);
});

test("a deleted generated file is written again", () => {
  const plan = planOf({ "a.tf": "a\n", "b.tf": "b\n" });
  writeTree(outdir, plan);
  rmSync(join(outdir, "b.tf"));
  expect(writeTree(outdir, plan)).toMatchObject({ created: ["b.tf"], unchanged: ["a.tf"] });
});

describe("a generated file that was edited by hand", () => {
  const EDITED = planOf({ "a.tf": "edited\n", "b.tf": "b\n", "c.tf": "c\n" });

  beforeEach(() => {
    writeTree(outdir, planOf({ "a.tf": "a\n", "b.tf": "b\n", "c.tf": "c\n" }));
    put(outdir, "a.tf", "edited\n");
  });

  test.each([
    ["overwritten", planOf({ "a.tf": "A\n", "b.tf": "B\n", "c.tf": "c\n" })],
    ["overwritten with what it was", planOf({ "a.tf": "a\n", "b.tf": "b\n", "c.tf": "c\n" })],
    ["removed", planOf({ "b.tf": "b\n", "c.tf": "c\n" })],
  ])("is not %s without force", (_, plan) => {
    const before = snapshot(outdir);
    const error = String(errorOf(() => writeTree(outdir, plan)));
    expect(error).toContain("edited by hand since they were written; nothing was changed\n  got: a.tf\n");
    expect(error).toContain("--force");
    expect(snapshot(outdir)).toEqual(before);
    expect(checkTree(outdir, plan)).toMatchObject({ current: false, edited: ["a.tf"] });
    writeTree(outdir, plan, { force: true });
    expect(filesOf(outdir)).toEqual(new Map([[".generated", expect.anything()], ...filesOfPlan(plan)]));
  });

  test("is current where the sources now give the edit", () => {
    expect(checkTree(outdir, EDITED)).toMatchObject({ edited: [] });
    writeTree(outdir, EDITED);
    expect(checkTree(outdir, EDITED).current).toBe(true);
  });

  test("is not one that Git has checked out with Windows line ends, or left in the middle of a merge", () => {
    for (const content of ["a\r\n", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"]) {
      put(outdir, "a.tf", content);
      expect(writeTree(outdir, planOf({ "a.tf": "a\n", "b.tf": "b\n" })).updated).toEqual(["a.tf"]);
    }
  });
});

test("what would remove most of a tree stops, says so, and goes on when told to", () => {
  writeTree(outdir, planOf({ "a/1.tf": "", "a/2.tf": "", "a/3.tf": "", "manifest.json": "{}\n" }));
  const another = planOf({ "b/1.tf": "", "b/2.tf": "", "manifest.json": "{}\n" });
  const message = refusal(another);
  expect(message).toContain("most of the generated files here would be removed; nothing was changed");
  expect(message).toContain("got: 3 of 4 come from no stack of this app: a/1.tf and 2 more");
  expect(message).toContain("--prune");
  expect(checkTree(outdir, another, PRUNE).changes.removed).toHaveLength(3);
  expect(writeTree(outdir, another, PRUNE).removed).toHaveLength(3);
});

test("half of a tree may go without leave", () => {
  writeTree(outdir, planOf({ "a.tf": "", "b.tf": "" }));
  expect(writeTree(outdir, planOf({ "b.tf": "" })).removed).toEqual(["a.tf"]);
});

describe("a plan that is limited to a part of the tree", () => {
  test("leaves the files of the others, and what the list says of them", () => {
    writeTree(outdir, planOf({ "a/1.tf": "1\n", "a/2.tf": "2\n", "b/1.tf": "1\n", "b/2.tf": "2\n" }));
    put(outdir, "b/1.tf", "edited\n");
    const plan = planOf({ "a/1.tf": "one\n" });
    plan.limitTo((path) => path.startsWith("a/"));
    expect(writeTree(outdir, plan)).toEqual({
      created: [],
      updated: ["a/1.tf"],
      removed: ["a/2.tf"],
      unchanged: [],
    });
    expect(read(outdir, ".generated")).toContain(
      listOf({ "a/1.tf": "one\n", "b/1.tf": "1\n", "b/2.tf": "2\n" }),
    );
    expect(read(outdir, "b/1.tf")).toBe("edited\n");
    expect(checkTree(outdir, plan).current).toBe(true);
  });
});

test("a symlink that is put in a folder's place between the comparison and the write leads nowhere", () => {
  // given
  const outside = scratch();
  writeTree(outdir, planOf({ "modules/a.tf": "a\n", "z.tf": "z\n" }));
  const plan = planOf({ "modules/a.tf": "changed\n", "z.tf": "z\n" });
  const swapping = Object.create(plan) as FilePlan;
  Object.defineProperty(swapping, "isOutside", {
    // The last thing that a comparison asks.
    value: (path: string) => {
      if (existsSync(join(outdir, "modules")) && path === "z.tf") swap();
      return false;
    },
  });
  const swap = () => {
    rmSync(join(outdir, "modules"), { recursive: true });
    symlinkSync(outside, join(outdir, "modules"));
  };

  // when
  const error = errorOf(() => writeTree(outdir, swapping));

  // then
  expect(error).toBeInstanceOf(PlainformError);
  expect(snapshot(outside).size).toBe(0);
});

test("files that were not generated are never overwritten, and all are named in one error", () => {
  put(outdir, "a.tf", "mine\n");
  put(outdir, "x/b.tf", "mine too\n");
  put(outdir, "run.sh", "#!/bin/sh\n", 0o644);
  const message = refusal(planOf({ "a.tf": "a\n", "x/b.tf": "b\n", "c.tf": "c\n", "run.sh": "#!/bin/sh\n" }));
  expect(message).toContain("got: a.tf, run.sh, x/b.tf");
  expect(message).toContain("fix: move or delete them");
});

test("a file that is exactly as planned is adopted", () => {
  put(outdir, "a.tf", "a\n");
  utimesSync(join(outdir, "a.tf"), PAST, PAST);
  expect(writeTree(outdir, planOf({ "a.tf": "a\n" })).unchanged).toEqual(["a.tf"]);
  expect(statSync(join(outdir, "a.tf")).mtime).toEqual(PAST);
  expect(writeTree(outdir, planOf({}), PRUNE).removed).toEqual(["a.tf"]);
});

test("terraform.tfvars and other files of the user stay", () => {
  const mine = [
    "terraform.tfvars",
    "terraform.tfstate",
    ".terraform.lock.hcl",
    ".terraform/x",
    "x/notes.txt",
  ];
  for (const path of mine) put(outdir, path, "mine\n");
  writeTree(outdir, planOf({ "x/a.tf": "", "b.tf": "" }));
  writeTree(outdir, planOf({ "b.tf": "" }));
  for (const path of mine) expect(read(outdir, path)).toBe("mine\n");
});

test("a planned terraform.tfvars is a generated file like any other", () => {
  put(outdir, "terraform.tfvars", "mine\n");
  expect(refusal(planOf({ "terraform.tfvars": "a = 1\n" }))).toContain("got: terraform.tfvars");
});

describe("symlinks", () => {
  test("at the place of a file: refused, even with the right content behind it", () => {
    put(outdir, "real.tf", "a\n");
    symlinkSync("real.tf", join(outdir, "a.tf"));
    expect(refusal(planOf({ "a.tf": "a\n" }))).toContain("got: a.tf");
  });

  test("that lead nowhere: refused", () => {
    symlinkSync("/nonexistent/x", join(outdir, "a.tf"));
    expect(refusal(planOf({ "a.tf": "a\n" }))).toContain("symlinks are in the way");
  });

  test("in a parent: refused once, by its own name", () => {
    const outside = scratch();
    symlinkSync(outside, join(outdir, "modules"));
    const message = refusal(planOf({ "modules/m/a.tf": "", "modules/m/b.tf": "" }));
    expect(message).toContain("got: modules\n");
    expect(snapshot(outside).size).toBe(0);
  });

  test("in the place of a generated file of before: refused", () => {
    writeTree(outdir, planOf({ "a.tf": "a\n" }));
    rmSync(join(outdir, "a.tf"));
    symlinkSync("/etc/hostname", join(outdir, "a.tf"));
    refusal(planOf({ "a.tf": "a\n" }));
    refusal(planOf({}));
  });

  test("the output directory itself may be one", () => {
    symlinkSync(scratch(), join(outdir, "out"));
    writeTree(join(outdir, "out"), planOf({ "a.tf": "a\n" }));
    expect(read(outdir, "out/a.tf")).toBe("a\n");
  });
});

test("a folder in the place of a file is refused, empty or not", () => {
  mkdirSync(join(outdir, "a.tf"));
  put(outdir, "b.tf/notes.txt", "mine\n");
  expect(refusal(planOf({ "a.tf": "a\n", "b.tf": "b\n" }))).toContain("got: a.tf, b.tf");
});

test("a foreign file in the place of a folder is refused", () => {
  put(outdir, "scripts", "mine\n");
  expect(refusal(planOf({ "scripts/a.sh": "" }))).toContain("got: scripts\n");
});

itWith(["mkfifo"], "a pipe is refused, and not opened", () => {
  spawnSync("mkfifo", [join(outdir, "a.tf"), join(outdir, "dir")]);
  expect(refusal(planOf({ "a.tf": "", "dir/b.tf": "" }))).toContain("got: a.tf, dir");
});

test("all obstacles of all kinds are in one error", () => {
  put(outdir, "a.tf", "mine\n");
  mkdirSync(join(outdir, "b.tf"));
  symlinkSync("x", join(outdir, "c.tf"));
  const error = errorOf(() => writeTree(outdir, planOf({ "a.tf": "", "b.tf": "", "c.tf": "" })));
  expect(error instanceof PlainformError && error.problems.map(({ got }) => got)).toEqual([
    "a.tf",
    "b.tf",
    "c.tf",
  ]);
});

test("an output directory that is a file is refused", () => {
  put(outdir, "file", "mine\n");
  expect(() => writeTree(join(outdir, "file"), planOf({ a: "" }))).toThrow(
    /output directory is not a folder/,
  );
  expect(() => writeTree(join(outdir, "file/x"), planOf({ a: "" }))).toThrow(PlainformError);
});

describe("a generated file becomes a folder, and back,", () => {
  const fileFirst = { scripts: "one\n", "m/x": "x\n" };
  const folderThen = { "scripts/a.sh": "a\n", "scripts/deep/b.sh": "b\n", m: "m\n" };

  test("when nothing else is in it", () => {
    writeTree(outdir, planOf(fileFirst));
    for (const files of [folderThen, fileFirst, folderThen]) {
      writeTree(outdir, planOf(files), PRUNE);
      expect([...filesOf(outdir).keys()]).toEqual([".generated", ...Object.keys(files).sort()]);
    }
  });

  test("but not over a file that was not generated", () => {
    writeTree(outdir, planOf(folderThen));
    put(outdir, "scripts/deep/notes.txt", "mine\n");
    expect(refusal(planOf(fileFirst))).toContain("got: scripts\n");
  });

  test("but not over a folder that nobody generated", () => {
    writeTree(outdir, planOf(folderThen));
    mkdirSync(join(outdir, "scripts/mine"));
    expect(refusal(planOf(fileFirst))).toContain("got: scripts\n");
  });
});

test("a generated file that changes only its case is not lost where both names are one file", () => {
  writeTree(outdir, planOf({ "Main.tf": "a\n" }));
  // A hard link does here what the file system of macOS does by itself.
  if (!existsSync(join(outdir, "main.tf"))) linkSync(join(outdir, "Main.tf"), join(outdir, "main.tf"));
  const changes = writeTree(outdir, planOf({ "main.tf": "b\n" }), PRUNE);
  expect(changes).toMatchObject({ created: ["main.tf"], removed: ["Main.tf"] });
  expect([...filesOf(outdir).entries()]).toContainEqual(["main.tf", "644 b\n"]);
});

describe("temporary files", () => {
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;

  test("of dead writers are swept, in all folders of the plan and of the list", () => {
    writeTree(outdir, planOf({ "old/deep/a.tf": "" }));
    for (const path of ["a.tf", "x/b.tf", "old/deep/a.tf", "old/c"])
      put(outdir, `${path}.${dead}.plainform-tmp`, "h");
    put(outdir, `a.tf.${process.pid}.plainform-tmp`, "an earlier process with our id");
    writeTree(outdir, planOf({ "a.tf": "", "x/b.tf": "" }), PRUNE);
    expect([...snapshot(outdir).keys()]).toEqual([".generated", "a.tf", "x", "x/b.tf"]);
  });

  test("that are older than any write are swept, though their writer's id is in use: in a container it is 1", () => {
    const old = join(outdir, "a.tf.1.plainform-tmp");
    put(outdir, "a.tf.1.plainform-tmp", "h");
    writeTree(outdir, planOf({ "a.tf": "" }));
    expect(existsSync(old)).toBe(true);
    utimesSync(old, new Date(), new Date(Date.now() - 11 * 60 * 1000));
    writeTree(outdir, planOf({ "a.tf": "" }));
    expect(existsSync(old)).toBe(false);
  });

  test("of living writers stay, and so does all that is not exactly one of ours", () => {
    const others = [
      `a.tf.${process.ppid}.plainform-tmp`,
      `a.tf.0${dead}.plainform-tmp`,
      `a.tf.${dead}.plainform-tmp.bak`,
      `a.tf.x${dead}.plainform-tmp`,
      `.${dead}.plainform-tmp`,
      `elsewhere/a.tf.${dead}.plainform-tmp`,
    ];
    for (const path of others) put(outdir, path, "not ours\n");
    mkdirSync(join(outdir, `dir.${dead}.plainform-tmp`));
    writeTree(outdir, planOf({ "a.tf": "" }));
    for (const path of others) expect(read(outdir, path)).toBe("not ours\n");
    expect(existsSync(join(outdir, `dir.${dead}.plainform-tmp`))).toBe(true);
  });

  test("that are symlinks are not followed", () => {
    put(outdir, "precious", "mine\n");
    symlinkSync("precious", join(outdir, `a.tf.${process.pid}.plainform-tmp`));
    expect(() => writeTree(outdir, planOf({ "a.tf": "a\n" }))).toThrow(/EEXIST[\s\S]*run again/);
    expect(read(outdir, "precious")).toBe("mine\n");
  });
});

test("a file that nobody listed is replaced where the plan knows such files by their text", () => {
  const plan = planOf({ "a.json": "new\n" });
  const replacing = new FilePlan();
  for (const file of plan.files) replacing.add({ ...file, replaces: (text) => text === "old\n" });
  put(outdir, "a.json", "mine\n");
  refusal(replacing);
  put(outdir, "a.json", "old\n");
  refusal(plan);
  expect(writeTree(outdir, replacing).updated).toEqual(["a.json"]);
  expect(read(outdir, "a.json")).toBe("new\n");
  expect(checkTree(outdir, plan).current).toBe(true);
});

test("a file that a plan gives up stays, and is no longer listed", () => {
  writeTree(outdir, planOf({ "a.json": "a\n", "b.json": "b\n" }));
  const plan = planOf({ "b.json": "b\n" });
  plan.release("a.json");
  const changes = writeTree(outdir, plan);
  expect(changes).toEqual({ created: [], updated: [], removed: [], unchanged: ["b.json"] });
  expect(read(outdir, "a.json")).toBe("a\n");
  expect(read(outdir, ".generated")).not.toContain("a.json");
});
