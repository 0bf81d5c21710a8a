import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { DataResource, TerraformVariable } from "cdktf";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PlainStack } from "../../../constructs/plain";
import { PlainStack as Stack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { type Build, problemsOf, withApp } from "../support/synth";

// Of the forms that real ones have, made up.
const GITHUB = "ghp_3kTq9ZxW0bVn7LmPd2RsYcAe5Hg8Jf1QuXo4";
const AWS = "wJalr/UtnFEMI+K7MDENGbPxRfiCYzzQmTLKEYaa";
const PASSWORD = 'p"a%$\\w0rd!';

const data = (stack: PlainStack, id: string, input: unknown): DataResource =>
  new DataResource(stack, id, { input: input as object });

const leaksOf = (build: Build): readonly (readonly [string | undefined, string | undefined])[] =>
  problemsOf(build).map(({ at, got }) => [at, got]);

const remarksOf = (build: Build): readonly string[] =>
  withApp((app) => {
    build(new Stack(app, "system", {}));
    return planApp(app).remarks;
  });

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the value of a secret environment variable", () => {
  it("is none where no line of it is as long as a secret", () => {
    vi.stubEnv("API_TOKENS", "a1\nb2\nc3\nd4");
    expect(leaksOf((stack) => void data(stack, "list", "a1 b2"))).toEqual([]);
  });

  it("is refused wherever it stands, by the construct and the argument, and never shown", () => {
    vi.stubEnv("GITHUB_TOKEN", GITHUB);
    const build = (stack: PlainStack): void => {
      new AwsProvider(stack, "aws", { token: GITHUB });
      new DataResource(stack, "map", {
        input: { env: { "GIT TOKEN": `Bearer ${GITHUB}` }, list: ["a", GITHUB] },
      });
      data(stack, "url", `https://x:${GITHUB}@github.com/a/b`);
      data(stack, "lines", `#!/bin/sh\nexport TOKEN=${GITHUB}\ngit clone\n`);
      new TerraformVariable(stack, "token", { default: GITHUB });
      stack.file("named.tf").local("header", { authorization: `token ${GITHUB}` });
      stack.text("scripts/boot.sh", { content: `#!/bin/sh\ncurl -H "Authorization: ${GITHUB}"\n` });
      stack.tfvars("terraform.tfvars.example", { token: GITHUB });
    };
    const problems = problemsOf(build);
    expect(problems.map(({ at, got }) => [at, got?.replace("the value of GITHUB_TOKEN, in ", "")])).toEqual([
      ["system/map", 'system/main.tf: argument GIT TOKEN of resource "terraform_data" "map", line 6'],
      ["system/map", 'system/main.tf: argument list of resource "terraform_data" "map", line 8'],
      ["system/url", 'system/main.tf: argument input of resource "terraform_data" "url", line 13'],
      ["system/lines", 'system/main.tf: argument input of resource "terraform_data" "lines", line 19'],
      ["system/named.tf", "system/named.tf: argument authorization of locals, line 5"],
      ["system/aws", 'system/providers.tf: argument token of provider "aws", line 4'],
      ["system/scripts--boot.sh", "system/scripts/boot.sh: line 3"],
      ["system/terraform.tfvars.example", "system/terraform.tfvars.example: line 3"],
      ["system/token", 'system/variables.tf: argument default of variable "token", line 4'],
    ]);
    expect(JSON.stringify(problems)).not.toContain(GITHUB);
    expect(problems[0]?.fix).toContain("TF_VAR_");
  });

  it("is found however it is written", () => {
    vi.stubEnv("DB_PASSWORD", PASSWORD);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", AWS);
    const script = `export AWS_SECRET_ACCESS_KEY=${AWS}\n`;
    const writings: Readonly<Record<string, string>> = {
      quoted: PASSWORD,
      json: JSON.stringify({ password: PASSWORD }),
      url: `postgres://u:${encodeURIComponent(PASSWORD)}@host/db`,
      base64: Buffer.from(script).toString("base64"),
      shifted: Buffer.from(`a${script}`).toString("base64"),
      again: Buffer.from(`ab${script}`).toString("base64"),
    };
    for (const [name, input] of Object.entries(writings))
      expect(
        leaksOf((stack) => data(stack, name, input)),
        name,
      ).toMatchObject([
        [`system/${name}`, expect.stringMatching(/^the value of (DB_PASSWORD|AWS_SECRET_ACCESS_KEY)/)],
      ]);
  });

  it("of a key in several lines is known by one of them", () => {
    const key = [
      "-----BEGIN PRIVATE KEY-----",
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
      "x1==",
      "-----END PRIVATE KEY-----",
    ];
    vi.stubEnv("SIGNING_KEY", key.join("\n"));
    expect(leaksOf((stack) => data(stack, "key", `${key.join("\n")}\n`))).toHaveLength(1);
  });

  it.each([
    ["DB_PASSWORD", "password"],
    ["DB_PASSWORD", "changeme"],
    ["API_SECRET", "my-app-database"],
    ["DB_SECRET", "prod/db-1/password"],
    ["DB_SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"],
    ["TOKEN_URL", "https://id.example.com/oauth2/token?v=2"],
    ["AUTH_TOKEN", "https://id.example.com/oauth/token"],
    ["AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"],
    ["SHORT_TOKEN", "a1b2c3d"],
    ["MONKEY_BUSINESS", GITHUB],
    ["ACCOUNT_SECRET", "123456789012"],
    ["GOOGLE_APPLICATION_CREDENTIALS", process.execPath],
  ])("is a word, an address or a path that may stand there for another reason: %s=%s", (name, value) => {
    vi.stubEnv(name, value);
    expect(leaksOf((stack) => data(stack, "x", value))).toEqual([]);
  });

  it("is not a part of a longer word, and no secret where the user says so", () => {
    vi.stubEnv("DB_PASSWORD", "abc12345");
    const build =
      (input: string): Build =>
      (stack) => {
        data(stack, "x", input);
      };
    expect(leaksOf(build("vpc-0abc123456"))).toEqual([]);
    expect(leaksOf(build("vpc-0abc1234567 or abc12345."))).toHaveLength(1);
    vi.stubEnv("PLAINFORM_NOT_SECRET", "OTHER, DB_PASSWORD");
    expect(leaksOf(build("abc12345"))).toEqual([]);
  });
});

describe("a literal where a secret belongs", () => {
  it("is a remark with the way out", () => {
    const remarks = remarksOf((stack) => {
      new AwsProvider(stack, "aws", { secretKey: "x1y2" });
      new DbInstance(stack, "db", { instanceClass: "db.t3.micro", password: "hunter2" });
      new SsmParameter(stack, "secure", { name: "a", type: "SecureString", value: "b" });
      new TerraformVariable(stack, "given", { type: "string", sensitive: true, default: "hunter2" });
    });
    expect(remarks.map((remark) => remark.replace(/: a secret as a literal;.*$/, ""))).toEqual([
      'system/main.tf: argument password of resource "aws_db_instance" "db", line 5',
      'system/main.tf: argument value of resource "aws_ssm_parameter" "secure", line 11',
      'system/providers.tf: argument secret_key of provider "aws", line 4',
      'system/variables.tf: argument default of variable "given", line 5',
    ]);
    expect(remarks[0]).toContain(
      "declare a variable with sensitive: true, or read it from SSM or Secrets Manager",
    );
  });

  it("is none where it is a reference, a path or no secret", () => {
    const remarks = remarksOf((stack) => {
      new AwsProvider(stack, "aws", {});
      const given = new TerraformVariable(stack, "given", { type: "string", sensitive: true });
      new DbInstance(stack, "db", { instanceClass: "db.t3.micro", password: given.stringValue });
      new SsmParameter(stack, "plain", { name: "a", type: "String", value: "b" });
      data(stack, "files", { private_key: "/etc/ssl/key.pem", access_token: "hours" });
    });
    expect(remarks).toEqual([]);
  });
});
