import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, TerraformStack } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { blocksIn } from "../support/synth";

describe("a provider on the App itself", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plainform-app-"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const build = (stackClass: typeof TerraformStack | typeof PlainStack, alias?: string): App => {
    const app = new App({ outdir: mkdtempSync(join(folder, "out-")), skipValidation: true });
    const provider = new AwsProvider(app, "aws", { region: "us-east-1", ...(alias && { alias }) });
    new Vpc(new stackClass(app, "web"), "main", { cidrBlock: "10.0.0.0/16", provider });
    return app;
  };

  it("is named and configured nowhere, as in cdktf's JSON, and a remark says so", () => {
    const cdktf = build(TerraformStack);
    cdktf.synth();
    const json = JSON.parse(readFileSync(join(cdktf.outdir, "stacks/web/cdk.tf.json"), "utf8"));
    expect(json.provider).toBeUndefined();
    expect(json.resource.aws_vpc.main.provider).toBe("aws");
    const { plan, remarks } = planApp(build(PlainStack));
    const files = plan.files.filter(({ path }) => path.startsWith("web/"));
    expect(
      blocksIn(Object.fromEntries(files.map(({ path, content }) => [path.slice(4), String(content)]))),
    ).toBe(`resource "aws_vpc" "main" {
  provider = aws

  cidr_block = "10.0.0.0/16"
}
`);
    expect(remarks).toEqual([
      "the provider aws on the App is configured in no stack, as in cdktf's JSON: its arguments come from the environment; create it in each stack that uses it",
    ]);
  });

  it("is a problem under an alias, which Terraform would look for", () => {
    expect(() => planApp(build(PlainStack, "west"))).toThrow(
      "web/main: a provider that no stack configures is used\n  got: aws.west, created on the App",
    );
  });
});
