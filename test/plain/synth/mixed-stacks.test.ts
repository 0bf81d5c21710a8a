import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type App, S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { withApp } from "../support/synth";

const BUCKET = { bucket: "states", key: "net.tfstate", region: "eu-west-1" };

/** One stack that has a VPC, and another one that reads its id. */
function build(
  app: App,
  first: typeof TerraformStack,
  second: typeof TerraformStack,
  backend?: object,
): void {
  const net = new first(app, "net");
  const web = new second(app, "web");
  for (const stack of [net, web]) new AwsProvider(stack, "aws", { region: "us-east-1" });
  if (backend !== undefined) new S3Backend(net, BUCKET);
  new TerraformOutput(web, "id", { value: new Vpc(net, "main", { cidrBlock: "10.0.0.0/16" }).id });
}

const read = (app: App, path: string): string => readFileSync(join(app.outdir, path), "utf8");
const jsonOf = (app: App, stack: string) => JSON.parse(read(app, `stacks/${stack}/cdk.tf.json`));

describe("a plain stack and one of cdktf's own kind", () => {
  it("read each other's state, the plain one from where cdktf keeps it", () => {
    withApp((app) => {
      build(app, TerraformStack, PlainStack as never);
      app.synth();
      const [output = ""] = Object.keys(jsonOf(app, "net").output);
      const folder = relative(join(app.outdir, "web"), ".");
      expect(read(app, "web/main.tf")).toContain(
        `path          = "\${path.module}/${folder}/terraform.net.tfstate"`,
      );
      expect(read(app, "web/outputs.tf")).toContain(`data.terraform_remote_state.net.outputs.${output}`);
      expect(JSON.parse(read(app, "manifest.json")).stacks.web.dependencies).toEqual(["net"]);
    });
  });

  it("read each other's state, the other one from the declared backend", () => {
    withApp((app) => {
      build(app, PlainStack as never, TerraformStack, BUCKET);
      app.synth();
      expect(read(app, "net/outputs.tf")).toContain('output "vpc_id" {');
      const { data, output } = jsonOf(app, "web");
      expect(Object.values(data.terraform_remote_state)).toEqual([
        { backend: "s3", config: BUCKET, workspace: "${terraform.workspace}" },
      ]);
      expect(output.id.value).toMatch(/\.outputs\.vpc_id\}$/);
    });
  });

  it("do not, where the plain one has no backend", () => {
    withApp((app) => {
      build(app, PlainStack as never, TerraformStack);
      expect(() => app.synth()).toThrow(
        "net: a stack that is not plain reads the state of this one, which has no backend",
      );
    });
  });
});
