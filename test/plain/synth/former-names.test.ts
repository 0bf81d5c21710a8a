import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  type App,
  S3Backend,
  TerraformElement,
  TerraformHclModule,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { Construct, type Node } from "constructs";
import { describe, expect, it } from "vitest";
import { PlainformError, PlainStack, type PlainStackProps } from "../../../constructs/plain";
import { formerNames } from "../../../constructs/plain/synth/former-names";
import { planApp } from "../../../constructs/plain/synth/plan";
import { withApp } from "../support/synth";

const FORMERLY: PlainStackProps = { formerly: "cdktf", rootModule: "terraform" };

function build(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const network = new Construct(stack, "Network");
  new Vpc(network, "vpc-a", { cidrBlock: "10.0.0.0/16" });
  new Vpc(stack, "plain", { cidrBlock: "10.1.0.0/16" });
  const source = "./modules/topics";
  new TerraformHclModule(network, "topics", { source, skipAssetCreationFromLocalModules: true });
  new TerraformVariable(network, "size", { type: "number" });
  new TerraformOutput(network, "id", { value: "x" });
}

/** `moved.tf` without its header. */
function movedIn(app: App): string | undefined {
  const file = planApp(app).plan.files.find(({ path }) => path.endsWith("/moved.tf"));
  return file && String(file.content).replace(/^.*\n\n/, "");
}

/** Without cdktf's hashes, which another test holds against cdktf. */
const readable = (text = ""): string => text.replace(/_[0-9A-F]{8}\b/g, "_HASH");

const PAIRS = /^moved \{\n {2}from = (.*)\n {2}to {3}= (.*)\n\}/gm;
const pairsIn = (text = "") => [...text.matchAll(PAIRS)].map(([, from, to]) => [from, to]);

describe("a stack that cdktf has applied", () => {
  it("moves what cdktf called by another name, and nothing else", () => {
    withApp((app) => {
      build(new PlainStack(app, "web", FORMERLY));
      expect(
        readable(movedIn(app)),
      ).toBe(`# What CDKTF called these. When every state was applied with them, take \`formerly\` out of the stack.
moved {
  from = aws_vpc.Network_vpc-a_HASH
  to   = aws_vpc.network_a
}

moved {
  from = module.Network_topics_HASH
  to   = module.network_topics
}
`);
    });
  });

  it("is known by the names that cdktf itself gives", () => {
    withApp((app) => {
      const before = new TerraformStack(app, "before");
      const stack = new PlainStack(app, "web", FORMERLY);
      for (const one of [before, stack]) build(one);
      const { moved, variables, outputs } = formerNames(stack);
      const names = before.node
        .findAll()
        .filter(TerraformElement.isTerraformElement)
        .map(({ friendlyUniqueId }) => friendlyUniqueId);
      for (const { from } of [...moved, ...variables, ...outputs])
        expect(names).toContain(from.split(".").at(-1));
    });
  });

  it("is known by its own names in whatever files its elements have been put since", () => {
    withApp((app) => {
      const before = new PlainStack(app, "before", FORMERLY);
      new Vpc(new Construct(before, "net"), "main", { cidrBlock: "10.0.0.0/16" });
      const since = new PlainStack(app, "since", FORMERLY);
      const net = new Construct(since.file("network.tf"), "net");
      new Vpc(net, "aws_vpc.main", { cidrBlock: "10.0.0.0/16" });
      for (const stack of [before, since]) new AwsProvider(stack, "aws", {});
      const texts = planApp(app).plan.files.filter(({ path }) => path.endsWith("/moved.tf"));
      const [one, other] = texts.map(({ content }) => pairsIn(String(content)));
      expect(other).toEqual(one);
      expect(one).toHaveLength(1);
    });
  });

  it("keeps the names that its author gave, and those of its author's own rule", () => {
    class OwnRule extends PlainStack {
      protected override allocateLogicalId(element: TerraformElement | Node): string {
        return `own-${super.allocateLogicalId(element)}`;
      }
    }
    withApp((app) => {
      const stack = new OwnRule(app, "web", FORMERLY);
      new AwsProvider(stack, "aws", {});
      const around = new Construct(stack, "Net");
      new Vpc(around, "given", { cidrBlock: "10.0.0.0/16" }).overrideLogicalId("given");
      new Vpc(around, "b", { cidrBlock: "10.1.0.0/16" });
      expect(pairsIn(movedIn(app))).toEqual([
        [expect.stringMatching(/^aws_vpc\.own-Net_b_[0-9A-F]{8}$/), "aws_vpc.own-net_b"],
      ]);
    });
  });

  it("says which variables and outputs have other names, and where the state is to be copied", () => {
    withApp((app) => {
      build(new PlainStack(app, "web", FORMERLY));
      expect(planApp(app).remarks.map(readable)).toEqual([
        "web: variables to be set by another name (TF_VAR_…): Network_size_HASH is network_size",
        "web: outputs to be read by another name: Network_id_HASH is network_id",
        `web: cdktf kept the state in terraform.web.tfstate; copy it to ${app.outdir}/web/terraform/terraform.tfstate before the first plan, or declare a backend`,
      ]);
    });
  });

  it("refuses a name that another element has just left", () => {
    withApp((app) => {
      const stack = new PlainStack(app, "web", FORMERLY);
      new AwsProvider(stack, "aws", {});
      new Vpc(stack, "Net", { cidrBlock: "10.0.0.0/16" }).overrideLogicalId("elsewhere");
      const taker = new Vpc(stack, "x", { cidrBlock: "10.0.0.0/16" });
      const leaver = new Vpc(stack, "taken-Name", { cidrBlock: "10.1.0.0/16" });
      const names = new Map<unknown, readonly [string, string]>([
        [taker, ["b", "a"]],
        [leaver, ["c", "b"]],
      ]);
      Object.assign(stack, { nameByCdktf: (element: unknown) => names.get(element)?.[1] ?? "same" });
      Object.defineProperty(taker, "friendlyUniqueId", { value: "b" });
      Object.defineProperty(leaver, "friendlyUniqueId", { value: "c" });
      expect(() => planApp(app)).toThrow(PlainformError);
      expect(() => planApp(app)).toThrow("aws_vpc.a is aws_vpc.b now, which is aws_vpc.c now");
    });
  });
});

describe("a stack of which cdktf left something, and that does not say so", () => {
  const write = (folder: string, name: string, content: object): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(content));
  };

  it("is told what a plan would do", () => {
    withApp((app) => {
      const stack = new PlainStack(app, "web", { rootModule: "terraform" });
      build(stack);
      new S3Backend(stack, { bucket: "states", key: "web.tfstate" });
      expect(planApp(app).remarks).toEqual([]);
      write(join(app.outdir, "stacks/web"), "cdk.tf.json", {});
      expect(planApp(app).remarks.map(readable)).toEqual([
        `web: cdktf knew 2 resources and modules by another name (${app.outdir}/stacks/web/cdk.tf.json; aws_vpc.Network_vpc-a_HASH is aws_vpc.network_a), which a plan would destroy and create; formerly: "cdktf" among the properties of the stack moves them`,
      ]);
    });
  });

  it("is told nothing more once its state has moved", () => {
    withApp((app) => {
      const stack = new PlainStack(app, "web", { rootModule: "terraform" });
      build(stack);
      write(join(app.outdir, "stacks/web"), "cdk.tf.json", {});
      const state = join(app.outdir, "web/terraform");
      const [first] = formerNames(stack).moved;
      const name = first?.from.slice("aws_vpc.".length);
      const resource = { mode: "managed", type: "aws_vpc", name };
      write(state, "terraform.tfstate", { version: 4, resources: [resource] });
      expect(planApp(app).remarks[0]).toContain("cdktf knew 1 resource or module by another name");
      write(state, "terraform.tfstate", { version: 4, resources: [{ ...resource, name: "network_a" }] });
      expect(planApp(app).remarks).toEqual([]);
    });
  });

  it("says of which keys in defaults cdktf made others, since instances may be called by them", () => {
    withApp((app) => {
      const stack = new PlainStack(app, "web", FORMERLY);
      const value = { fooBar: "1", plain: { "a-b": [{ UP: 2 }] }, tags: { Name: "x" } };
      new TerraformVariable(stack, "sizes", { default: value });
      const [remark, ...others] = planApp(app).remarks.filter((text) => text.includes("keys in defaults"));
      expect(others).toEqual([]);
      expect(remark).toContain("(sizes: fooBar was foo_bar, sizes: a-b was a_b, sizes: UP was up)");
      const written = JSON.stringify(
        new TerraformVariable(new TerraformStack(app, "old"), "x", { default: value }).toTerraform(),
      );
      for (const key of ["foo_bar", "a_b", "up", "Name"]) expect(written).toContain(`"${key}"`);
    });
  });
});
