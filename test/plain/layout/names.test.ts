import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { DataResource, TerraformLocal, TerraformOutput, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { Check, type PlainStack } from "../../../constructs/plain";
import { blocksOf, problemsOf } from "../support/synth";

const addresses = (build: (stack: PlainStack) => void): string[] =>
  [...blocksOf(build).matchAll(/^(?:resource|data|variable|output|module)(?: "[^"]+")+/gm)].map(
    ([line]) => line,
  );

describe("a Terraform name", () => {
  it("is the last segment of an id that is a whole address", () => {
    const found = addresses((stack) => {
      new AwsProvider(stack, "aws", {});
      const vpc = new Vpc(stack, "aws_vpc.main", {});
      new Subnet(stack, "aws_subnet.main", { vpcId: vpc.id });
    });
    expect(found).toEqual(['resource "aws_vpc" "main"', 'resource "aws_subnet" "main"']);
  });

  it("is the id in snake_case, without a hash", () => {
    const found = addresses((stack) => {
      new DataResource(stack, "MyQueue", {});
      new DataResource(stack, "web-server", {});
      new DataResource(stack, "ipV4Pool", {});
      new DataResource(stack, "a b/c", {});
      for (const id of [
        "ordersSNSTopic",
        "HTTPServer",
        "myVPCId",
        "subnetIDs",
        "VPCs",
        "IPv6Cidr",
        "OAuthClient",
      ])
        new DataResource(stack, id, {});
      new AwsProvider(stack, "aws", {});
      // Two characters for the one letter, as an editor on a Mac may write it.
      new DataResource(stack, "gro\u0308ße", {});
      new EcsCluster(stack, "aws_ecs_cluster", { name: "x" });
    });
    expect(found.map((line) => line.split('"')[3])).toEqual([
      "my_queue",
      "web_server",
      "ip_v4_pool",
      "a_b_c",
      "orders_sns_topic",
      "http_server",
      "my_vpc_id",
      "subnet_ids",
      "vpcs",
      "ipv6_cidr",
      "oauth_client",
      "gr\u00f6ße",
      "aws_ecs_cluster",
    ]);
  });

  it("keeps what stands before a dot that ends no address of its own", () => {
    const found = addresses((stack) => {
      new DataResource(stack, "example.com", {});
      new DataResource(stack, "terraform_data.example.org", {});
      new DataResource(stack, "aws_vpc.main", {});
      new DataResource(new Construct(stack, "api.example.com"), "terraform_data.log", {});
      new TerraformVariable(stack, "var.v1.2", { default: "" });
      new TerraformOutput(stack, "var.x", { value: 1 });
      new Check(stack, "check.health.web", { assertions: [{ condition: true, errorMessage: "No." }] });
    });
    expect(found.map((line) => line.split('"').at(-2))).toEqual([
      "example_com",
      "example_org",
      "aws_vpc_main",
      "api_example_com_log",
      "var_x",
      "v1_2",
    ]);
  });

  it("begins with the names of the constructs around it, files aside", () => {
    const found = addresses((stack) => {
      const group = new Construct(new Construct(stack.file("network.tf"), "network"), "public");
      new DataResource(group, "route", {});
      stack.file("network.tf").add(DataResource, "gateway", {});
    });
    expect(found).toEqual([
      'resource "terraform_data" "network_public_route"',
      'resource "terraform_data" "gateway"',
    ]);
  });

  it("does not mention this, Default and Resource, unless there is nothing else", () => {
    const found = addresses((stack) => {
      new DataResource(new Construct(stack, "network"), "this", {});
      new DataResource(new Construct(new Construct(stack, "host"), "Default"), "x", {});
      new DataResource(new Construct(stack, "default"), "queue", {});
      new DataResource(new Construct(stack, "topic"), "Resource", {});
      new DataResource(stack, "this", {});
    });
    expect(found.map((line) => line.split('"')[3])).toEqual(["network", "host_x", "queue", "topic", "this"]);
  });

  it("of a variable or an output is spelled as the author does", () => {
    const found = addresses((stack) => {
      new TerraformVariable(stack, "bucketName", { default: "" });
      new TerraformOutput(stack, "publicIP", { value: 1 });
      new TerraformOutput(stack, "output.kebab-case", { value: 1 });
    });
    expect(found).toEqual(['output "publicIP"', 'output "kebab-case"', 'variable "bucketName"']);
  });

  it("does not stutter", () => {
    const found = addresses((stack) => {
      new AwsProvider(stack, "aws", {});
      const cluster = new Construct(stack, "Cluster");
      new EcsCluster(cluster, "cluster", { name: "a" });
      new EcsTaskDefinition(new Construct(cluster, "api"), "task-definition", {
        family: "a",
        containerDefinitions: "[]",
      });
      new Vpc(new Construct(stack, "network"), "network-vpc", {});
      new Subnet(stack, "private-subnet-1", { vpcId: "v" });
      new Subnet(stack, "subnet-1", { vpcId: "v" });
      new Subnet(stack, "my-subnet", { vpcId: "v" });
      new TerraformOutput(new Construct(stack, "vpc"), "vpcId", { value: 1 });
      new TerraformVariable(new Construct(stack, "peer"), "cidr", { default: "" });
    });
    expect(found.map((line) => line.split('"').slice(1, -1).join(""))).toEqual([
      "aws_ecs_cluster cluster",
      "aws_ecs_task_definition cluster_api",
      "aws_vpc network",
      "aws_subnet private_1",
      "aws_subnet subnet_1",
      "aws_subnet my_subnet",
      "vpcId",
      "peer_cidr",
    ]);
  });

  it("may be the same for elements of different kinds and types", () => {
    expect(
      problemsOf((stack) => {
        new TerraformVariable(stack, "var.main", { default: "" });
        new TerraformLocal(stack, "local.main", 1);
        new TerraformOutput(stack, "output.main", { value: 1 });
        new DataResource(stack, "terraform_data.main", {});
      }),
    ).toEqual([]);
  });

  it("claimed by two elements of one type is a problem that names both", () => {
    const [problem, ...others] = problemsOf((stack) => {
      new DataResource(stack, "web_server", {});
      new DataResource(new Construct(stack, "web"), "server", {});
    });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      at: "system/web/server",
      what: "two elements claim the address terraform_data.web_server",
      got: "system/web_server and system/web/server",
    });
    expect(problem?.fix).toBeDefined();
  });

  it("claimed by two variables, outputs, locals or provider aliases is a problem", () => {
    const found = problemsOf((stack) => {
      for (const scope of [stack.file("a.tf"), stack.file("b.tf")]) {
        new TerraformVariable(scope, "x", { default: "" });
        new TerraformOutput(scope, "output.x", { value: 1 });
        new TerraformLocal(scope, "local.x", 1);
        new AwsProvider(scope, "aws", { alias: "west" });
      }
    });
    expect(found.map(({ what }) => what.replace("two elements claim the address ", "")).sort()).toEqual([
      "local.x",
      "output.x",
      "provider.aws.west",
      "var.x",
    ]);
  });

  it("cannot come from an id that looks like an integer, which JavaScript would put before all others", () => {
    const [problem] = problemsOf((stack) => {
      new DataResource(stack, "10", {});
    });
    expect(problem).toMatchObject({
      at: "system/10",
      what: "a construct id looks like an integer",
      got: '"10"',
      fix: 'call it "n10", for example',
    });
  });

  it("cannot come from an id without letters", () => {
    const problems = problemsOf((stack) => {
      new DataResource(stack, "!?", {});
    });
    expect(problems[0]).toMatchObject({
      at: "system/!?",
      what: "a construct id cannot become a Terraform name",
      got: '"!?"',
    });
  });
});
