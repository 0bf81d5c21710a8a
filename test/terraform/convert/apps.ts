import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-aws/lib/security-group-rule";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  type App,
  AssetType,
  Fn,
  TerraformAsset,
  TerraformCount,
  TerraformHclModule,
  TerraformIterator,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { Construct } from "constructs";

/** Constructs in constructs, as apps have them; all names that cdktf allocates have hashes. */
class Network extends Construct {
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new Vpc(this, "vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "main" } });
    const gateway = new InternetGateway(this, "internet-gateway", { vpcId: this.vpc.id });
    const table = new RouteTable(new Construct(this, "public"), "route-table", { vpcId: this.vpc.id });
    new Route(table, "Default", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    this.subnets = ["a", "b", "c"].map((zone, index) => {
      const around = new Construct(this, `public-${zone}`);
      const subnet = new Subnet(around, "subnet", {
        vpcId: this.vpc.id,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `us-east-1${zone}`,
      });
      new RouteTableAssociation(around, "association", { subnetId: subnet.id, routeTableId: table.id });
      return subnet;
    });
    const group = new SecurityGroup(this, "web-security-group", { vpcId: this.vpc.id, name: "web" });
    for (const port of [80, 443])
      new SecurityGroupRule(group, `port-${port}`, {
        type: "ingress",
        securityGroupId: group.id,
        fromPort: port,
        toPort: port,
        protocol: "tcp",
        cidrBlocks: ["0.0.0.0/0"],
      });
  }
}

/** A network with 19 resources, count, for_each, a local module, and a variable that is not at the top. */
export class NetworkStack extends TerraformStack {
  readonly network: Network;

  constructor(app: App, id: string, modules: string) {
    super(app, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    this.network = new Network(this, "Network");
    const settings = new Construct(this, "settings");
    const prefix = new TerraformVariable(settings, "prefix", { type: "string", default: "app" });
    const queues = new Construct(this, "queues");
    new SqsQueue(queues, "worker-queue", {
      name: `${prefix.stringValue}-\${count.index}`,
      count: TerraformCount.of(Fn.tonumber("3")),
    });
    const names = TerraformIterator.fromList(["alarms", "news"]);
    new SnsTopic(queues, "Topic", { forEach: names, name: `${prefix.stringValue}-${names.value}` });
    const topics = new TerraformHclModule(this, "topics", {
      source: join(modules, "topics"),
      variables: { name: "outer" },
    });
    new TerraformOutput(this, "topic", { value: topics.get("arn") });
    new TerraformOutput(new Construct(this, "out"), "vpc-id", { value: this.network.vpc.id });
  }
}

/** Reads the other stack's state, and uploads an archive. */
export class FunctionStack extends TerraformStack {
  constructor(app: App, id: string, network: Network, code: string) {
    super(app, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    const api = new Construct(this, "api");
    const trust = { Service: "lambda.amazonaws.com" };
    const role = new IamRole(api, "role", {
      name: "api",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: trust, Action: "sts:AssumeRole" }],
      }),
    });
    const asset = new TerraformAsset(api, "handler", { path: code, type: AssetType.ARCHIVE });
    new LambdaFunction(api, "function", {
      functionName: "api",
      role: role.arn,
      handler: "index.handler",
      runtime: "nodejs20.x",
      filename: asset.path,
      sourceCodeHash: asset.assetHash,
      environment: {
        variables: {
          VPC: network.vpc.id,
          SUBNETS: Fn.join(
            ",",
            network.subnets.map(({ id: subnet }) => subnet),
          ),
        },
      },
    });
  }
}

/** Writes what the stacks read from disk: a module within a module, and code. */
export function writeInputs(folder: string): { readonly modules: string; readonly code: string } {
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const topic =
    'variable "name" {}\nresource "aws_sns_topic" "this" {\n  name = var.name\n}\noutput "arn" {\n  value = aws_sns_topic.this.arn\n}\n';
  write("modules/topics/main.tf", `module "inner" {\n  source = "./inner"\n  name   = "inner"\n}\n${topic}`);
  write("modules/topics/inner/main.tf", topic);
  write("code/index.js", "exports.handler = async () => 1;\n");
  return { modules: join(folder, "modules"), code: join(folder, "code") };
}
