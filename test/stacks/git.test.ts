import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../support/requirements";

const SYSTEMS = [
  { name: "bouvet", root: "terraform", tree: "terraform" },
  { name: "dalston", root: "infra/terraform/environments/dev", tree: "infra" },
  { name: "kauri", root: "infrastructure/aws/kauri", tree: "infrastructure/aws/kauri" },
  { name: "bloaty", root: "deploy/terraform", tree: "deploy" },
  { name: "iris", root: "deploy/terraform", tree: "deploy" },
] as const;

// Nobody's own configuration, and nobody's name.
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "ops",
  GIT_AUTHOR_EMAIL: "ops@example.com",
  GIT_COMMITTER_NAME: "ops",
  GIT_COMMITTER_EMAIL: "ops@example.com",
};

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-C", folder, ...args], { env: ENVIRONMENT, encoding: "utf8" });

describeWith(["git", "tar"], "in git,", () => {
  describe.each(SYSTEMS)("the tree of $name in a repository of its own", treeInGit);
});

function treeInGit({ name, root, tree }: (typeof SYSTEMS)[number]): void {
  let folder: string;
  let repository: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plainform-git-"));
    repository = join(folder, "repository");
    cpSync(join("cdktf.out", name), repository, {
      recursive: true,
      filter: (path) => !/\.terraform|\.tfstate/.test(path),
    });
    git(folder, "init", "-q", "repository");
    git(repository, "add", "-A");
    git(repository, "commit", "-qm", "The generated tree");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const ignored = (path: string): boolean => {
    try {
      git(repository, "check-ignore", "-q", join(root, path));
      return true;
    } catch {
      return false;
    }
  };

  it("is in git as a whole", () => {
    expect(git(repository, "status", "--porcelain", "--ignored")).toBe("");
  });

  it("keeps state, plans and providers out of git", () => {
    for (const path of [
      "terraform.tfstate",
      "terraform.tfstate.backup",
      "terraform.tfstate.1700000000.backup",
      "x.tfplan",
      "plan",
      ".terraform/providers/x",
      "crash.log",
    ])
      expect([path, ignored(path)]).toEqual([path, true]);
  });

  it("lets the lock file and the operators' own values in", () => {
    for (const path of [".terraform.lock.hcl", `${name}.auto.tfvars`])
      expect([path, ignored(path)]).toEqual([path, false]);
  });

  it("writes no values that are the operators' own", () => {
    expect(git(repository, "ls-files", "*.auto.tfvars", "*.auto.tfvars.json")).toBe("");
  });

  it("says of scripts with line ends of Windows what they would do to its machine", () => {
    const terraform = git(repository, "grep", "-h", "", "--", "*.tf");
    const attributes = readFileSync(join(repository, tree, ".gitattributes"), "utf8");
    const replaced = terraform.includes("user_data_replace_on_change = true");
    const restarted = !replaced && terraform.includes("user_data");
    expect(attributes.includes("would replace the machine")).toBe(replaced);
    expect(attributes.includes("would restart the machine")).toBe(restarted);
    expect(attributes.match(/^# .*(?:run on|not run).*$/gm)).toHaveLength(1);
  });

  it("has the same bytes in a clone with the settings of Git for Windows", () => {
    git(folder, "-c", "core.autocrlf=true", "clone", "-q", "repository", "clone");
    for (const path of git(repository, "ls-files", "-z", tree).split("\0").filter(Boolean))
      expect([path, readFileSync(join(folder, "clone", path)).includes("\r")]).toEqual([path, false]);
  });

  it("is taken over without what Terraform left beside it", () => {
    const target = join(folder, "target");
    for (const at of [repository, target]) {
      execFileSync("mkdir", ["-p", join(at, root)]);
      writeFileSync(join(at, root, "terraform.tfstate"), at === target ? "18 resources" : "none");
    }
    const archive = execFileSync("git", ["-C", repository, "archive", "HEAD"], { env: ENVIRONMENT });
    execFileSync("tar", ["x", "-C", target], { input: archive });
    expect(readFileSync(join(target, root, "terraform.tfstate"), "utf8")).toBe("18 resources");
    expect(existsSync(join(target, root, "variables.tf"))).toBe(true);
  });
}
