import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { DataTerraformRemoteStateS3, LocalBackend, TerraformOutput } from "cdktf";
import { expect, it } from "vitest";
import { LocalModule, type PlainStack } from "../../constructs/plain";
import { describeWith } from "../support/requirements";
import { type Case, casesOf, modulesOf } from "./support/cases";
import { filesOf } from "./support/synth";
import { formatComplaints, validationComplaints } from "./support/terraform";

/** Test files that prove cases. */
const proving = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && !name.endsWith(".terraform.test.ts"))
  .map((name) => join(__dirname, name))
  .filter((path) => /^prove\(/m.test(readFileSync(path, "utf8")));

describeWith(["terraform"], "all that is proved, to the real Terraform,", () => {
  it("is formatted, and valid", { timeout: 120_000 }, async () => {
    expect(proving).not.toEqual([]);
    const cases: Case[] = [];
    for (const path of proving) {
      const found = await casesOf(() => import(path));
      expect(found, path).not.toEqual([]);
      cases.push(...found);
    }
    const files = modulesOf(cases);
    expect(await formatComplaints(files)).toBe("");
    expect(await validationComplaints(files)).toBe("");
  });
});

class Network extends LocalModule {}

/** What can only be said in a root module, or of one: settings, and a provider under another name in a module. */
function root(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const provider = new AwsProvider(stack, "aws.west", { alias: "west", region: "us-west-2" });
  new LocalBackend(stack, { path: "here.tfstate" });
  const state = new DataTerraformRemoteStateS3(stack, "data.terraform_remote_state.network", {
    bucket: "state",
    key: "network",
    region: "eu-west-1",
  });
  new TerraformOutput(stack, "vpc", { value: state.getString("vpc_id") });
  const network = new Network(stack, "network", { providers: [{ provider, moduleAlias: "peer" }] });
  network.add(Vpc, "main", { cidrBlock: "10.0.0.0/16" }).addOverride("provider", "aws.peer");
}

describeWith(["terraform"], "settings, and a module's providers, to the real Terraform,", () => {
  it("are formatted, and valid", { timeout: 120_000 }, async () => {
    const files = filesOf(root, { requiredVersion: ">= 1.5, < 2.0" });
    expect(files["outputs.tf"]).toContain("value = data.terraform_remote_state.network.outputs.vpc_id");
    expect(files["main.tf"]).toContain(`data "terraform_remote_state" "network" {
  backend = "s3"
  config = {
    bucket = "state"
    key    = "network"
    region = "eu-west-1"
  }
}
`);
    expect(await formatComplaints(files)).toBe("");
    expect(await validationComplaints(files)).toBe("");
  });
});
