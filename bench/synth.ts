import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, Fn } from "cdktf";
import { PlainStack } from "../constructs/plain";
import { planApp } from "../constructs/plain/synth/plan";
import { writeTree } from "../constructs/plain/tree";

class Grid extends PlainStack {
  constructor(app: App, size: number) {
    super(app, "grid");
    new AwsProvider(this, "aws", { region: "eu-west-1" });
    const vpc = new Vpc(this, "aws_vpc.main", { cidrBlock: "10.0.0.0/8", tags: { Name: "grid" } });
    for (let index = 1; index < size; index += 1) {
      this.file(`part_${index % 10}.tf`).add(Subnet, `s${index}`, {
        vpcId: vpc.id,
        cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, 16, index),
        tags: { Name: `grid-${index}-${vpc.id}` },
        dependsOn: [vpc],
      });
    }
  }
}

function timed<T>(action: () => T): { readonly result: T; readonly ms: number } {
  const start = performance.now();
  return { result: action(), ms: performance.now() - start };
}

/**
 * Where the time of a synth goes as a stack grows: `npm run bench -- 100 1000`. Prints milliseconds for
 * constructing, planning (lower and print), writing a new tree and writing an unchanged one.
 */
const sizes = process.argv.slice(2).map(Number);

for (const size of sizes.length > 0 ? sizes : [50, 500, 2000]) {
  const folder = mkdtempSync(join(tmpdir(), "plainform-bench-"));
  const app = new App({ outdir: folder });
  const constructed = timed(() => new Grid(app, size));
  const planned = timed(() => planApp(app));
  const written = timed(() => writeTree(folder, planned.result.plan));
  const rewritten = timed(() => writeTree(folder, planned.result.plan));
  rmSync(folder, { recursive: true });
  const columns = { construct: constructed.ms, plan: planned.ms, write: written.ms, unchanged: rewritten.ms };
  const text = Object.entries(columns).map(([name, ms]) => `${name} ${ms.toFixed(0).padStart(5)} ms`);
  console.log(`${String(size).padStart(5)} resources  ${text.join("  ")}`);
}
