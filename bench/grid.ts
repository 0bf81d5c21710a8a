import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, Fn, TerraformStack } from "cdktf";
import { PlainStack, run } from "../constructs/plain";

/** The same resources for both: references, functions, tags, a dependency in each. */
function fill(stack: TerraformStack, size: number): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const vpc = new Vpc(stack, "main", { cidrBlock: "10.0.0.0/8", tags: { Name: "grid" } });
  for (let index = 1; index < size; index += 1)
    new Subnet(stack, `s${index}`, {
      vpcId: vpc.id,
      cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, 16, index),
      tags: { Name: `grid-${index}-${vpc.id}` },
      dependsOn: [vpc],
    });
}

/** `node grid.js plainform|cdktf <number of resources> <folder>`: one synth of one large stack. */
const [engine, size = "20000", outdir = "cdktf.out"] = process.argv.slice(2);
if (engine === "cdktf") {
  const app = new App({ outdir });
  fill(new TerraformStack(app, "grid"), Number(size));
  app.synth();
} else run({ outdir }, (app) => fill(new PlainStack(app, "grid"), Number(size)), []);
