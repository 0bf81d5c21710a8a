import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { AS_AUTHOR } from "../support/git";
import { describeWith } from "../support/requirements";
import { awsClients } from "../terraform/support/aws";
import { type CommandResult, runCommand } from "../terraform/support/command";
import { type Moto, startMoto } from "../terraform/support/moto";
import { temporaryFolder } from "../terraform/support/temporary";
import { Terraform } from "../terraform/support/terraform";
import { BOT, GithubApi } from "./support/github-api";
import { PROJECT, runStep } from "./support/workflow";

const TSX = join(PROJECT, "node_modules/tsx/dist/cjs/index.cjs");
const PLAINFORM = `${process.execPath} -r ${TSX} ${join(PROJECT, "constructs/cli/bin.ts")}`;
const INIT = [
  "bucket=the-state",
  "key=site",
  "region=eu-west-1",
  "use_path_style=true",
  "skip_credentials_validation=true",
  "skip_requesting_account_id=true",
  "skip_metadata_api_check=true",
]
  .map((setting) => `-backend-config=${setting}`)
  .join(" ");

const MAIN = `terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }

  backend "s3" {}
}

provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true
}

variable "name" {
  type = string
}

variable "password" {
  type = string
}

resource "aws_sqs_queue" "jobs" {
  name = var.name
}

resource "aws_ssm_parameter" "password" {
  name  = "/site/password"
  type  = "SecureString"
  value = var.password
}
`;
const KEPT = `
resource "aws_sns_topic" "kept" {
  name = "kept"

  lifecycle {
    prevent_destroy = true
  }
}
`;

const SITE = { name: "infra/terraform", root: "infra/terraform", tree: "infra/terraform" };
const PULL_REQUEST = { NUMBER: "7", PLANNED: "success" };

describeWith(["terraform", "moto", "git", "jq", "curl"], "the shell of the workflow that plans", () => {
  let moto: Moto;
  let github: GithubApi;
  let repository: string;
  let temp: string;
  let environment: NodeJS.ProcessEnv;

  const step = (name: string, env: Readonly<Record<string, string>>): Promise<CommandResult> =>
    runStep(name, env, { cwd: repository, env: environment, temp });
  const inTemp = (path: string): string => readFileSync(join(temp, path), "utf8");

  async function run(command: string, ...args: readonly string[]): Promise<void> {
    await runCommand(command, args, { cwd: repository, env: environment, timeoutSeconds: 120 });
  }

  async function commit(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    }
    await run("git", "add", ".");
    await run("git", ...AS_AUTHOR, "commit", "--quiet", "-m", "a change");
  }

  /** A machine of its own for a job. */
  function newMachine(): void {
    temp = mkdtempSync(join(repository, "..", "runner-"));
    const outputs = { GITHUB_OUTPUT: join(temp, "output"), GITHUB_STEP_SUMMARY: join(temp, "summary") };
    environment = { ...environment, RUNNER_TEMP: temp, ...outputs, LABEL: "replace-approved", PLAINFORM };
  }

  const VARIABLES = JSON.stringify({ [SITE.name]: { name: "jobs" } });
  const SECRET_VARIABLES = JSON.stringify({ [SITE.name]: { password: "correct-horse-battery" } });

  async function plan(parts = "1"): Promise<string> {
    const env = { SYSTEM: SITE.name, VARIABLES, SECRET_VARIABLES, TF_CLI_ARGS_init: INIT };
    const { exitCode, stderr } = await step("plan: plan", env);
    expect([exitCode, /Error/.test(stderr) ? stderr : ""]).toEqual([0, expect.any(String)]);
    const [, code = ""] = /code=(\d)/.exec(inTemp("output")) ?? [];
    const said = {
      SYSTEM: SITE.name,
      ROOT: SITE.root,
      SECRET_VARIABLES,
      CODE: code,
      INDEX: "0",
      PARTS: parts,
    };
    expect((await step("plan: say what it would do", said)).exitCode).toBe(0);
    // What the artifact takes from one machine to the next.
    mkdirSync(join(temp, "comments"), { recursive: true });
    for (const name of ["0.md", "0.json"])
      writeFileSync(join(temp, "comments", name), inTemp(`comment/${name}`));
    return code;
  }

  beforeAll(async () => {
    moto = await startMoto();
    github = new GithubApi();
    await github.start();
    const aws = awsClients(moto.endpoint, "eu-west-1");
    const LocationConstraint = "eu-west-1" as const;
    await aws.s3.send(
      new CreateBucketCommand({ Bucket: "the-state", CreateBucketConfiguration: { LocationConstraint } }),
    );
    repository = join(temporaryFolder("workflow"), "repository");
    mkdirSync(repository);
    environment = {
      ...(await new Terraform(repository, { endpoint: moto.endpoint }).environment()),
      ...github.environment,
    };
    newMachine();
    await run("git", "init", "--quiet", "--initial-branch=main");
    writeFileSync(join(repository, ".gitignore"), ".terraform*\n");
    await commit({ "infra/terraform/main.tf": MAIN + KEPT, "other/main.tf": "" });
    const root = join(repository, SITE.root);
    await run("terraform", `-chdir=${root}`, "init", "-input=false", ...INIT.split(" "));
    const values = ["-var=name=jobs", "-var=password=correct-horse-battery"];
    await run("terraform", `-chdir=${root}`, "apply", "-input=false", "-auto-approve", ...values);
    await commit({
      "infra/terraform/main.tf": MAIN.replace("  name = var.name\n", '  name = "${var.name}-2"\n'),
    });
  }, 300_000);
  afterAll(async () => {
    github.stop();
    await moto.stop();
  });
  beforeEach(newMachine);

  it("finds the systems that a pull request changes, and all of them otherwise", async () => {
    const systems = async (EVENT: string, SYSTEMS: string): Promise<unknown> => {
      newMachine();
      await step("check: which systems a change touches", { EVENT, SYSTEMS });
      return JSON.parse(inTemp("output").replace("systems=", ""));
    };
    expect(await systems("pull_request", "infra/terraform other")).toEqual([SITE]);
    expect(await systems("pull_request", "other")).toEqual([]);
    expect(await systems("schedule", "infra/terraform other")).toHaveLength(2);
  });

  it("checks no exported tree against sources that are elsewhere", async () => {
    const { exitCode, stdout } = await step("check: whether the committed output is current", {});
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining("an exported tree is checked where it comes from"),
    ]);
  });

  it("annotates what is stale in the repository of an app", async () => {
    const app = temporaryFolder("workflow-app");
    const constructs = JSON.stringify(join(PROJECT, "constructs/plain"));
    const cdktf = JSON.stringify(join(PROJECT, "node_modules/cdktf"));
    writeFileSync(
      join(app, "main.js"),
      `const { PlainStack, run } = require(${constructs});\nconst { TerraformOutput } = require(${cdktf});\nrun({}, (app) => new TerraformOutput(new PlainStack(app, "site"), "x", { value: 1 }));\n`,
    );
    writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: `${process.execPath} -r ${TSX} main.js` }));
    const machine = { cwd: app, env: { ...environment, GITHUB_WORKSPACE: app }, temp };
    const { exitCode, stdout } = await runStep("check: whether the committed output is current", {}, machine);
    expect(exitCode).toBe(2);
    expect(stdout).toContain("\n::error file=cdktf.out/site/outputs.tf,line=1,title=missing::");
  });

  it("plans, says what it would do, comments once and asks for leave", async () => {
    expect(await plan()).toBe("2");
    const text = inTemp("comment/0.md");
    expect(inTemp("summary")).toBe(text);
    expect(text).toContain("### `infra/terraform`: **1 to destroy**, **1 to replace**");
    expect(text).toContain(
      "**`aws_sns_topic.kept`**: it is not in the configuration; has, or had, `prevent_destroy`",
    );
    expect(text).toContain("**`aws_sqs_queue.jobs`**: forced by `name`");
    expect(text).not.toContain("correct-horse");
    expect(JSON.parse(inTemp("comment/0.json"))).toEqual({ system: SITE.name, code: 2, needsApproval: true });
    expect(existsSync(join(temp, "plans")) || existsSync(join(temp, "values.tfvars.json"))).toBe(false);
    expect((await step("plan: whether it could be planned", { CODE: "2" })).exitCode).toBe(0);

    for (let index = 0; index < 150; index += 1) github.comment("somebody", `comment ${index}`);
    const forged = github.comment("somebody", text);
    const old = github.comment(BOT, "<!-- plainform plan: another -->\n\nof an earlier push");
    const other = github.comment(BOT, "of another workflow");
    const comment = () =>
      step("comment: one comment a system", { ...PULL_REQUEST, GITHUB_TOKEN: github.token });
    expect((await comment()).exitCode).toBe(0);
    const ours = () => github.comments.filter(({ user }) => user.login === BOT).map(({ body }) => body);
    expect(ours()).toEqual([other.body, text]);
    writeFileSync(join(temp, "comments/0.md"), text.replace("1 to replace", "9 to replace"));
    expect((await comment()).exitCode).toBe(0);
    expect(ours()).toEqual([other.body, text.replace("1 to replace", "9 to replace")]);
    expect(github.comments).toContain(forged);
    expect(github.comments).not.toContain(old);
    expect(forged.body).toBe(text);
    const denied = await step("comment: one comment a system", { ...PULL_REQUEST, GITHUB_TOKEN: "wrong" });
    expect(denied.exitCode).not.toBe(0);

    const gate = {
      SYSTEMS: JSON.stringify([SITE]),
      CHECKED: "success",
      PLANNED: "success",
      HAS_ROLE: "true",
      IS_OURS: "true",
      APPROVED: "false",
      GITHUB_TOKEN: github.token,
      NUMBER: "7",
    };
    const mayBeMerged = (env: object = {}) => step("gate: whether it may be merged", { ...gate, ...env });
    expect(await mayBeMerged()).toMatchObject({
      exitCode: 1,
      stdout: "::error::what holds data would be destroyed: who means it adds the label replace-approved\n",
    });
    // A push has taken it away since the run began.
    expect((await mayBeMerged({ APPROVED: "true" })).exitCode).toBe(1);
    github.labels.add("replace-approved");
    expect((await mayBeMerged({ APPROVED: "true", GITHUB_TOKEN: "wrong" })).exitCode).toBe(1);
    expect((await mayBeMerged({ APPROVED: "true" })).exitCode).toBe(0);
    for (const env of [
      { CHECKED: "failure" },
      { PLANNED: "cancelled" },
      { PLANNED: "skipped" },
      { IS_OURS: "false" },
    ])
      expect((await mayBeMerged({ APPROVED: "true", ...env })).exitCode).toBe(1);
    expect((await mayBeMerged({ HAS_ROLE: "false", PLANNED: "skipped" })).exitCode).toBe(0);
    expect((await mayBeMerged({ SYSTEMS: "[]", PLANNED: "skipped", IS_OURS: "false" })).exitCode).toBe(0);
    rmSync(join(temp, "comments"), { recursive: true });
    expect((await mayBeMerged({ APPROVED: "true" })).stdout).toBe("::error::a plan is missing\n");
  }, 180_000);

  it("takes the label away when something else is pushed", async () => {
    github.labels.add("replace-approved");
    const env = { GITHUB_TOKEN: github.token, NUMBER: "7" };
    const withdraw = (of: Readonly<Record<string, string>>) =>
      step("withdraw: what was approved is what was shown", of);
    expect((await withdraw(env)).exitCode).toBe(0);
    expect([...github.labels]).toEqual([]);
    expect((await withdraw(env)).exitCode).toBe(0);
    expect((await withdraw({ ...env, GITHUB_TOKEN: "wrong" })).exitCode).toBe(1);
  });

  it("opens one issue on drift, brings it up to date, and closes it", async () => {
    for (let id = 1_001; id <= 1_120; id += 1) github.issue(id, "somebody", "<!-- plainform drift -->");
    const result = (code: number) => JSON.stringify({ system: "a", code, needsApproval: false });
    mkdirSync(join(temp, "comments"));
    writeFileSync(join(temp, "comments/0.md"), "### a: 1 to change");
    writeFileSync(join(temp, "comments/0.json"), result(2));
    writeFileSync(join(temp, "comments/1.md"), "### b: no changes");
    writeFileSync(join(temp, "comments/1.json"), result(0));
    const drift = async () => {
      const env = { GITHUB_TOKEN: github.token, RUN: "https://github.com/owner/name/actions/runs/1" };
      expect((await step("drift: one issue", env)).exitCode).toBe(0);
    };
    await drift();
    await drift();
    const ours = () => github.issues.filter(({ user }) => user.login === BOT);
    expect(ours()).toHaveLength(1);
    expect(ours()[0]).toMatchObject({ state: "open", title: "Terraform: the plan is not empty" });
    expect(ours()[0]?.body).toMatch(/^<!-- plainform drift -->\n\nAn apply of [^\n]*\n\n### a: 1 to change$/);
    writeFileSync(join(temp, "comments/0.json"), result(0));
    await drift();
    await drift();
    expect(ours()).toMatchObject([
      {
        state: "closed",
        comments: ["The plan is empty again: https://github.com/owner/name/actions/runs/1"],
      },
    ]);
  });

  it("says what Terraform said where it cannot plan, and fails", async () => {
    await commit({ "infra/terraform/main.tf": `${MAIN}\noutput "x" {\n  value = nope.nope\n}\n` });
    expect(await plan("2")).toBe("1");
    expect(inTemp("comment/0.md")).toMatch(
      /### `infra\/terraform`: \*\*the plan failed\*\*[\s\S]*Reference to undeclared resource/,
    );
    expect(JSON.parse(inTemp("comment/0.json"))).toMatchObject({ code: 1 });
    expect((await step("plan: whether it could be planned", { CODE: "1" })).exitCode).toBe(1);
  });
});
