import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  App,
  AssetType,
  Fn,
  TerraformAsset,
  TerraformHclModule,
  TerraformOutput,
  type TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { describeWith } from "../../support/requirements";
import { writeInputs } from "../convert/apps";
import { ReferenceStack } from "../differential/reference-stack";
import { type Moto, startMoto } from "../support/moto";
import { type ResourceValues, resourcesOf } from "../support/plan-json";
import { temporaryFolder } from "../support/temporary";
import { Terraform } from "../support/terraform";

/** What every app with a function has: an archive, a file that is read, and a module of Terraform's own. */
function build(stack: TerraformStack, folder: string): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const api = new Construct(stack, "api");
  const code = new TerraformAsset(api, "handler", { path: join(folder, "code"), type: AssetType.ARCHIVE });
  const settings = new TerraformAsset(api, "settings", { path: join(folder, "settings.json") });
  const trust = { Service: "lambda.amazonaws.com" };
  const role = new IamRole(api, "role", {
    name: "api",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: trust, Action: "sts:AssumeRole" }],
    }),
  });
  new LambdaFunction(api, "function", {
    functionName: "api",
    role: role.arn,
    handler: "index.handler",
    runtime: "nodejs20.x",
    filename: code.path,
    sourceCodeHash: code.assetHash,
    environment: { variables: { SETTINGS: Fn.file(settings.path) } },
  });
  const topics = new TerraformHclModule(stack, "topics", {
    source: "./modules/topics",
    variables: { name: "all" },
  });
  new TerraformOutput(stack, "topic", { value: topics.get("arn") });
}

describeWith(["terraform", "moto"], "an app with a function, its archive and a module", () => {
  let moto: Moto;
  const folder = temporaryFolder("function");

  beforeAll(async () => {
    moto = await startMoto();
    writeInputs(folder);
    writeFileSync(join(folder, "settings.json"), '{"a":"ü"}\n');
    writeFileSync(join(folder, "code/run.sh"), "#!/bin/sh\n");
    chmodSync(join(folder, "code/run.sh"), 0o755);
  }, 120_000);

  afterAll(() => moto.stop());

  const inFolder = <T>(action: () => T): T => {
    const cwd = process.cwd();
    process.chdir(folder);
    try {
      return action();
    } finally {
      process.chdir(cwd);
    }
  };

  const byCdktf = (): string =>
    inFolder(() => {
      const context = {
        cdktfJsonPath: join(folder, "cdktf.json"),
        cdktfRelativeModules: ["./modules/topics"],
      };
      const outdir = temporaryFolder("reference");
      const app = new App({ outdir, stackTraces: false, context });
      build(new ReferenceStack(app, "web"), folder);
      app.synth();
      return join(outdir, "stacks/web");
    });

  const byPlainform = (): string =>
    inFolder(() => {
      const app = new App({ outdir: temporaryFolder("outdir"), stackTraces: false });
      build(new PlainStack(app, "web", { rootModule: "terraform" }), folder);
      const out = temporaryFolder("plain");
      for (const { path, content, mode } of planApp(app).plan.files) {
        mkdirSync(dirname(join(out, path)), { recursive: true });
        writeFileSync(join(out, path), content, { mode });
      }
      return join(out, "web/terraform");
    });

  it("deploys what cdktf's JSON deploys, but for the path of the archive", async () => {
    const applied = async (root: string) => {
      await moto.reset();
      const initialised = new Terraform(root, { endpoint: moto.endpoint });
      await initialised.init();
      const terraform = await initialised.shareProvider();
      await terraform.apply();
      await terraform.expectNoChanges();
      const { values } = await terraform.stateJson();
      return resourcesOf(values?.root_module ?? {});
    };
    const [cdktf, plain] = [await applied(byCdktf()), await applied(byPlainform())];
    const fn = (all: readonly ResourceValues[]) =>
      all.find(({ type }) => type === "aws_lambda_function")?.values ?? {};
    expect(plain.map(({ address }) => address)).toEqual(cdktf.map(({ address }) => address));
    expect(fn(plain).filename).toBe("./assets/api_handler/archive.zip");
    for (const name of ["source_code_hash", "environment", "handler", "runtime", "function_name"])
      expect(fn(plain)[name], name).toEqual(fn(cdktf)[name]);
  }, 300_000);

  it("has an archive that other programs read, with the modes of its files, and no other from the same files", () => {
    const archive = join(byPlainform(), "assets/api_handler/archive.zip");
    expect(readFileSync(archive)).toEqual(
      readFileSync(join(byPlainform(), "assets/api_handler/archive.zip")),
    );
    const script =
      "import sys, zipfile; print([(i.filename, oct(i.external_attr >> 16), i.date_time[0]) for i in zipfile.ZipFile(sys.argv[1]).infolist()], zipfile.ZipFile(sys.argv[1]).testzip())";
    expect(execFileSync("python3", ["-c", script, archive], { encoding: "utf8" }).trim()).toBe(
      "[('index.js', '0o100644', 1980), ('run.sh', '0o100755', 1980)] None",
    );
  });
});
