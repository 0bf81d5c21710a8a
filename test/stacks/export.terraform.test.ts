import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AS_AUTHOR } from "../support/git";
import { describeWith } from "../support/requirements";
import { ROOT_MODULES } from "../support/root-modules";
import { temporaryFolder } from "../terraform/support/temporary";

const PROJECT = join(__dirname, "../..");
const RECIPES = [
  ...readFileSync(join(PROJECT, "README.md"), "utf8").matchAll(
    /^npm run -s plainform -- (export (\w+) \.\.\/\w+)$/gm,
  ),
].map(([, command = "", name = ""]) => ({ command, name }));

describe("the README", () => {
  it("says for each system how it is exported", () => {
    expect(RECIPES.map(({ name }) => name)).toEqual(Object.keys(ROOT_MODULES));
  });
});

describeWith(["git"], "in a repository with files of its own,", () => {
  it.each(RECIPES)(
    "$command writes the tree, and nothing where something is in the way",
    ({ command, name }) => {
      const repository = join(temporaryFolder("export"), name);
      const root = join(repository, ROOT_MODULES[name] ?? "");
      mkdirSync(root, { recursive: true });
      const git = (...args: readonly string[]): string =>
        execFileSync("git", ["-C", repository, ...AS_AUTHOR, ...args], {
          encoding: "utf8",
          env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
        });
      const plainform = (): SpawnSyncReturns<string> =>
        spawnSync(
          "npm",
          ["run", "-s", "plainform", "--", ...command.replace(/\.\.\/\w+/, repository).split(" ")],
          {
            cwd: PROJECT,
            encoding: "utf8",
          },
        );
      const own: Readonly<Record<string, string>> = {
        [join(repository, "README.md")]: "# ours\n",
        [join(root, "terraform.tfstate")]: '{"version": 4}\n',
        [join(root, "ours.auto.tfvars")]: 'name = "ours"\n',
        [join(root, ".terraform.lock.hcl")]: "# ours\n",
        [join(root, "ours.tf")]: "# ours\n",
      };
      git("init", "-q");
      for (const [path, text] of Object.entries(own)) writeFileSync(path, text);
      const inTheWay = join(root, "outputs.tf");
      writeFileSync(inTheWay, "# ours, and of the same name\n");
      git("add", "-A");
      git("commit", "-qm", "ours");

      const refused = plainform();
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain(join(ROOT_MODULES[name] ?? "", "outputs.tf"));
      expect(git("status", "--porcelain", "-uall")).toBe("");

      git("mv", inTheWay, join(root, "first.tf"));
      git("commit", "-qm", "out of the way");
      expect(plainform()).toMatchObject({ status: 0, stderr: "" });
      git("add", "-A");
      const committed = git("diff", "--cached", "--name-only", "--diff-filter=AM").trim().split("\n");
      const listed = [
        ...readFileSync(join(repository, ".generated"), "utf8").matchAll(/^[0-9a-f]{64} {2}(.*)$/gm),
      ];
      expect(committed).toEqual([".generated", ...listed.map(([, path = ""]) => path)].sort());
      for (const [, path = ""] of listed)
        expect(readFileSync(join(repository, path))).toEqual(
          readFileSync(join(PROJECT, "cdktf.out", name, path)),
        );
      for (const [path, text] of Object.entries(own)) expect(readFileSync(path, "utf8")).toBe(text);
      expect(git("ls-files", "--", join(root, ".terraform.lock.hcl"))).not.toBe("");
      git("commit", "-qm", "generated");

      // What an earlier export wrote and this one does not, and what somebody has edited since.
      const list = join(repository, ".generated");
      const old = join(root, "old.tf");
      writeFileSync(old, "");
      const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
      writeFileSync(
        list,
        `${readFileSync(list, "utf8")}${empty}  ${join(ROOT_MODULES[name] ?? "", "old.tf")}\n`,
      );
      expect(plainform()).toMatchObject({ status: 0, stdout: expect.stringContaining("old.tf (removed)") });
      expect(existsSync(old)).toBe(false);
      expect(git("status", "--porcelain", "-uall")).toBe("");
      writeFileSync(inTheWay, "# an edit by hand\n");
      expect(plainform()).toMatchObject({ status: 1, stderr: expect.stringContaining("edited by hand") });
      expect(readFileSync(inTheWay, "utf8")).toBe("# an edit by hand\n");
    },
    180_000,
  );
});
