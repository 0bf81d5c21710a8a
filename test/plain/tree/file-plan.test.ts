import { describe, expect, test } from "vitest";
import { PlainformError } from "../../../constructs/plain/errors";
import { FilePlan } from "../../../constructs/plain/tree";
import { errorOf, file, planOf } from "./scratch";

test("files are sorted by path in code-unit order", () => {
  const plan = planOf({ "b.tf": "", "a/z.tf": "", "Z.tf": "", "a.tf": "", "é.tf": "" });
  expect(plan.files.map(({ path }) => path)).toEqual(["Z.tf", "a.tf", "a/z.tf", "b.tf", "é.tf"]);
});

test("a file in the plan does not change with the object that was added", () => {
  const added = { ...file("a.tf", "one\n") };
  const plan = new FilePlan();
  plan.add(added);
  added.content = "two\n";
  expect(plan.files[0]?.content).toBe("one\n");
});

describe("a path is refused that", () => {
  test.each([
    ["", "is empty"],
    ["/etc/passwd", "is absolute"],
    ["C:/windows", "is absolute"],
    [".", "the segment ."],
    ["..", "the segment .."],
    ["../up.tf", "the segment .."],
    ["a/../../up.tf", "the segment .."],
    ["a/./b.tf", "the segment ."],
    ["a//b.tf", "empty segment"],
    ["a/", "ends in a slash"],
    ["a\\b.tf", "backslash"],
    ["a\nb.tf", "control character"],
    ["a\0.tf", "control character"],
    ["a\u007f.tf", "control character"],
    ["a\u0085.tf", "control character"],
    ["a\u2028.tf", "control character"],
    ["a\ud800.tf", "control character"],
    [`${"n".repeat(201)}.tf`, "over 200 bytes"],
    [".terraform/modules/modules.json", ".terraform"],
    ["modules/a/.terraform/x", ".terraform"],
    [".Terraform/x", ".Terraform"],
    [".terraform.lock.hcl", ".terraform.lock.hcl"],
    ["terraform.tfstate", "terraform.tfstate"],
    ["terraform.tfstate.backup", "terraform.tfstate.backup"],
    ["terraform.tfstate.d/dev/x", "terraform.tfstate.d"],
    [".terraform.tfstate.lock.info", ".terraform.tfstate.lock.info"],
    [".generated", ".generated"],
    ["a/.generated", ".generated"],
    [".git/hooks/pre-commit", ".git"],
    ["a.tf.12.plainform-tmp", "plainform-tmp"],
    ["a:b.tf", "no name may have on Windows"],
    ["what?/x", "no name may have on Windows"],
    ["CON", "the name of a device on Windows"],
    ["scripts/aux.sh", "the name of a device on Windows"],
    ["x./y", "no name ends in a dot or space"],
    ["y ", "no name ends in a dot or space"],
    [`${"deep/".repeat(200)}x`, "is over 900 bytes long"],
  ])("%j", (path, reason) => {
    const error = errorOf(() => new FilePlan().add(file(path, "", "stack/file")));
    expect(error).toBeInstanceOf(PlainformError);
    expect(String(error)).toContain("stack/file: the path of a generated file");
    expect(String(error)).toContain(reason);
  });
});

test("usual and unusual names are accepted", () => {
  const paths = [
    "main.tf",
    ".gitignore",
    "a b/ü.tf",
    "#x",
    "terraform.tfvars",
    "..a/..b",
    "console.tf",
    "__proto__",
    "x.terraform",
  ];
  const plan = new FilePlan();
  for (const path of paths) plan.add(file(path));
  expect(plan.files).toHaveLength(paths.length);
});

test("a mode other than 0644 and 0755 is refused", () => {
  const odd = { ...file("a.sh"), mode: 0o777 as 0o755 };
  expect(() => new FilePlan().add(odd)).toThrow(/unknown mode of a\.sh/);
});

test.each([
  ["a", "a/b"],
  ["a/b", "a"],
  ["a/b/c/d", "a/b"],
])("%s and %s: a path cannot be a file and a folder at once", (first, second) => {
  const plan = new FilePlan();
  plan.add(file(first, "", "first origin"));
  const error = errorOf(() => plan.add(file(second, "", "second origin")));
  expect(String(error)).toMatch(/second origin: (a|a\/b) is a file and a folder at once/);
  expect(String(error)).toContain("first origin");
  expect(plan.files).toHaveLength(1);
});

test.each([
  ["main.tf", "Main.tf"],
  ["scripts/a.sh", "Scripts/b.sh"],
  ["caf\u00e9.tf", "cafe\u0301.tf"],
])("%s and %s are one path on some machines", (first, second) => {
  const plan = new FilePlan();
  plan.add(file(first, "", "first origin"));
  expect(() => plan.add(file(second, "", "second origin"))).toThrow(/differ only by case[\s\S]*first origin/);
});

test("a refused file leaves nothing behind in the plan", () => {
  const plan = planOf({ "new/a": "" });
  expect(() => plan.add(file("new/a/b"))).toThrow();
  plan.add(file("new/b"));
  expect(plan.files.map(({ path }) => path)).toEqual(["new/a", "new/b"]);
});

test("the same file may be added twice", () => {
  const plan = new FilePlan();
  plan.add(file("modules/m/main.tf", "x\n", "first"));
  plan.add(file("modules/m/main.tf", "x\n", "second"));
  expect(plan.files).toHaveLength(1);
});

test("two contents for one path: the error names both origins and the first line that differs", () => {
  const plan = new FilePlan();
  plan.add(file("modules/m/main.tf", "a\nb\nc\n", "bouvet/first"));
  const error = errorOf(() => plan.add(file("modules/m/main.tf", "a\nB\nc\n", "bouvet/second")));
  expect(String(error)).toContain('got: line 2 "B" from bouvet/second');
  expect(String(error)).toContain('expected: line 2 "b" as from bouvet/first');
});

test("a content that only goes on longer differs at the end", () => {
  const plan = planOf({ a: "1\n2" });
  expect(() => plan.add(file("a", "1\n2\n3"))).toThrow(/line 3 "3"[\s\S]*the end at line 3/);
});

test("two modes for one path are refused", () => {
  const plan = planOf({ "a.sh": "x\n" });
  expect(() => plan.add({ ...file("a.sh", "x\n"), mode: 0o755 })).toThrow(/mode 755[\s\S]*mode 644/);
});
