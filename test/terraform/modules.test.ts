import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, Fn, TerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import { afterAll, expect, it } from "vitest";
import {
  hcl,
  LocalModule,
  type LocalModuleProps,
  type ModuleOutput,
  PlainStack,
} from "../../constructs/plain";
import { describeWith } from "../support/requirements";
import { compareFolders } from "./differential";
import { removeTemporaryFolder, temporaryFolder } from "./support/temporary";

/** cdktf's JSON has no local modules to compare with: what ours plan is held against a tree written by hand. */
const BY_HAND = join(__dirname, "fixtures", "modules-by-hand");

class Bucket extends LocalModule {
  readonly name: ModuleOutput;

  constructor(scope: Construct, id: string, props: LocalModuleProps & { readonly prefix: string }) {
    super(scope, id, { directory: "bucket", ...props });
    const prefix = this.input("prefix", { type: "string", description: "Start of the name." }, props.prefix);
    const bucket = this.add(S3Bucket, "main", {
      bucket: Fn.replace(`${prefix}-bucket`, "/", "-"),
      forceDestroy: false,
    });
    this.name = this.output("name", { description: "Name.", value: bucket.bucket });
  }
}

class Network extends LocalModule {
  constructor(
    scope: Construct,
    id: string,
    props: LocalModuleProps & { readonly vpcId: string; readonly cidrBlock: string },
  ) {
    super(scope, id, props);
    const vpcId = this.input("vpc_id", { type: "string", description: "VPC." }, props.vpcId);
    const cidrBlock = this.input("cidr_block", { type: "string", description: "Network." }, props.cidrBlock);
    const tags = this.input(
      "tags",
      { type: "map(string)", description: "Tags.", default: { Name: "default" } },
      // Not the same as leaving it out: the module sees null and not the default.
      null,
    );
    const subnet = this.add(Subnet, "main", {
      vpcId: vpcId.stringValue,
      cidrBlock: cidrBlock.stringValue,
      tags: hcl.map`${tags}`,
    });
    new Bucket(this.file("main.tf"), "flow_logs", { prefix: `flow-${subnet.cidrBlock}` });
    this.output("subnet_id", { description: "Subnet.", value: subnet.id });
  }
}

class Site extends PlainStack {
  constructor(scope: Construct) {
    super(scope, "site");
    const main = this.file("main.tf");
    main.add(AwsProvider, "aws", { region: "eu-west-1" });
    const west = main.add(AwsProvider, "west", { alias: "west", region: "us-west-2" });
    const zones = main.variable("zones", { type: "map(number)", default: { a: 1, b: 2 } });
    const vpc = main.add(Vpc, "main", { cidrBlock: "10.0.0.0/16" });
    const each = TerraformIterator.fromMap(zones.value);
    const network = new Network(main, "network", {
      forEach: each,
      vpcId: vpc.id,
      cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, 8, hcl.number`each.value`),
    });
    const logs = new Bucket(main, "logs", {
      count: 2,
      prefix: hcl`"logs-\${count.index}"`,
      providers: [west],
      dependsOn: [vpc],
    });
    main.output("subnets", { value: hcl.any`{ for key, network in ${network} : key => network.subnet_id }` });
    main.output("first_bucket", { value: hcl.any`${logs}[0].name` });
  }
}

describeWith(["terraform"], "local modules", () => {
  const output = temporaryFolder("modules");
  afterAll(() => removeTemporaryFolder(output));

  it("plan what a tree written by hand plans", { timeout: 180_000 }, async () => {
    const app = new App({ outdir: output });
    new Site(app);
    app.synth();
    const result = await compareFolders(
      { name: "by hand", path: BY_HAND },
      { name: "emitted", path: join(output, "site") },
    );
    expect(result.report).toBe("");
    expect(result.resources).toBe(7);
    expect(result.compared).toBeGreaterThan(100);
  });
});
