import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { AS_AUTHOR } from "../support/git";
import { describeWith } from "../support/requirements";
import { cliConfig } from "../terraform/support/cli-config";
import { type CommandResult, runCommand } from "../terraform/support/command";
import { temporaryFolder } from "../terraform/support/temporary";

const PROJECT = join(__dirname, "../..");
const HOSTILE = "`]($(x)) @everyone <b>";

describeWith(["terraform", "git"], "plainform diff", () => {
  let folder: string;

  /** The command, in a project of its own. */
  async function plainform(...args: readonly string[]): Promise<CommandResult> {
    const bin = join(PROJECT, "constructs/cli/bin.ts");
    return runCommand(
      process.execPath,
      ["-r", join(PROJECT, "node_modules/tsx/dist/cjs/index.cjs"), bin, ...args],
      {
        cwd: folder,
        env: { ...process.env, TF_CLI_CONFIG_FILE: (await cliConfig()).file },
        timeoutSeconds: 120,
        allowedExitCodes: [0, 1, 2],
      },
    );
  }

  function write(path: string, text: string): void {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  async function run(command: string, args: readonly string[], cwd = folder): Promise<void> {
    await runCommand(command, args, {
      cwd,
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      timeoutSeconds: 60,
    });
  }

  beforeAll(async () => {
    folder = temporaryFolder("diff");
    const stacks = { still: "still/terraform", busy: "busy/terraform", "bad-dev": "bad/environments/dev" };
    const entries = Object.entries(stacks).map(([name, workingDirectory]) => [
      name,
      { name, workingDirectory },
    ]);
    write(
      "cdktf.out/manifest.json",
      JSON.stringify({ version: "0.21.0", stacks: Object.fromEntries(entries) }),
    );
    write("cdktf.out/still/terraform/main.tf", 'resource "terraform_data" "a" {\n  input = 1\n}\n');
    write(
      "cdktf.out/busy/terraform/main.tf",
      `variable "password" {\n  type      = string\n  sensitive = true\n  default   = "correct-horse"\n}\n
resource "terraform_data" "a" {\n  input            = var.password\n  triggers_replace = "one"\n\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n`,
    );
    write("cdktf.out/bad/environments/dev/main.tf", 'output "x" {\n  value = nope.nope\n}\n');
    for (const root of ["still/terraform", "busy/terraform"]) {
      const cwd = join(folder, "cdktf.out", root);
      await run("terraform", ["init", "-input=false"], cwd);
      await run("terraform", ["apply", "-input=false", "-auto-approve"], cwd);
    }
    await run("git", ["init", "--quiet", "--initial-branch=main"]);
    await run("git", ["add", "."]);
    await run("git", [...AS_AUTHOR, "commit", "--quiet", "-m", "first"]);
    write(
      "cdktf.out/busy/terraform/main.tf",
      readFileSync(join(folder, "cdktf.out/busy/terraform/main.tf"), "utf8")
        .replace('"one"', '"two"')
        .concat(`\nresource "terraform_data" "b" {\n  for_each = toset([${JSON.stringify(HOSTILE)}])\n}\n`),
    );
  });

  it("answers 0 where nothing changes, 2 where something does, 1 where one fails; a line for each", async () => {
    expect(await plainform("diff", "still")).toMatchObject({
      exitCode: 0,
      stdout: "still  no changes\n",
      stderr: "",
    });
    expect(await plainform("diff", "still", "busy")).toMatchObject({ exitCode: 2 });
    const all = await plainform("diff");
    expect(all.exitCode).toBe(1);
    expect(all.stdout.trim().split("\n").sort()).toEqual([
      "bad-dev  error: Reference to undeclared resource",
      "busy     1 to replace, 1 to add",
      "still    no changes",
    ]);
    expect(all.stderr).toContain("\nbad-dev:\n| ");
  });

  it("finds a system by its folder's name, and a root module without a manifest", async () => {
    expect((await plainform("diff", "bad")).stdout).toMatch(/^bad-dev {2}error/);
    const path = "cdktf.out/still/terraform";
    expect(await plainform("diff", path)).toMatchObject({ exitCode: 0, stdout: `${path}  no changes\n` });
    const { exitCode, stderr } = await plainform("diff", "nope");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("there is no such system");
  });

  it("leaves no plan behind, and keeps it for nobody else where it is asked to", async () => {
    const before = readdirSync(join(folder, "cdktf.out/busy/terraform"));
    await plainform("diff", "busy", "bad", "--out", "plans");
    expect(readdirSync(join(folder, "cdktf.out/busy/terraform"))).toEqual(before);
    expect(readdirSync(join(folder, "plans")).sort()).toEqual(["bad-dev.txt", "busy.json", "busy.txt"]);
    expect(statSync(join(folder, "plans/busy.json")).mode & 0o777).toBe(0o600);
  });

  it("gives what becomes the comment, and asks for leave where a block had prevent_destroy", async () => {
    await plainform("diff", "busy", "--out", "plans");
    const plain = await plainform("plan-comment", "plans/busy.json");
    expect(plain.exitCode).toBe(0);
    expect(plain.stdout).toContain("- **`terraform_data.a`**: forced by `triggers_replace`");
    expect(plain.stdout).toContain('- ``terraform_data.b["`]($(x)) @everyone <b>"]``');
    expect(plain.stdout).not.toContain("correct-horse");
    write(
      "before/main.tf",
      'resource "terraform_data" "a" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n',
    );
    const guarded = ["plan-comment", "plans/busy.json", "--tree", "before", "cdktf.out/busy/terraform"];
    const refused = await plainform(...guarded);
    expect(refused.exitCode).toBe(2);
    expect(refused.stdout).toContain("add the label `replace-approved`");
    expect((await plainform(...guarded, "--approved")).exitCode).toBe(0);
    const failed = await plainform("plan-comment", "plans/busy.txt", "--failed");
    expect(failed.stdout).toContain("### `busy`: **the plan failed**");
  });

  it("lists the systems that changed since a commit", async () => {
    const { stdout } = await plainform("systems", "--since", "HEAD", "--json");
    expect(JSON.parse(stdout)).toEqual([
      { name: "busy", root: "cdktf.out/busy/terraform", tree: "cdktf.out/busy" },
    ]);
    expect((await plainform("systems", "--since", "HEAD", "still")).stdout).toBe("");
    const { exitCode, stderr } = await plainform("systems", "--since", "--output=x");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("git cannot say what changed since --output=x");
    expect(existsSync(join(folder, "x"))).toBe(false);
  });
});
