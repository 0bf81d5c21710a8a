import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { LocalModule, type ModuleOutput, type PlainStack } from "../../../constructs/plain";
import type { Build } from "../support/synth";

const ANYWHERE = ["0.0.0.0/0"];

function role(stack: PlainStack, name: string, service: string, statement?: object): IamRole {
  const trusted = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
  const made = new IamRole(stack, `${name}-role`, {
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trusted] }),
  });
  if (statement !== undefined)
    new IamRolePolicy(stack, `${name}-policy`, {
      role: made.id,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }),
    });
  return made;
}

/** A load balancer before containers, and a database behind them. */
function web(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const vpc = new Vpc(stack, "main", { cidrBlock: "10.0.0.0/16" });
  new InternetGateway(stack, "main-gateway", { vpcId: vpc.id });
  const subnets = (kind: string, from: number): Subnet[] =>
    ["a", "b"].map(
      (zone, index) =>
        new Subnet(stack, `${kind}-${zone}`, {
          vpcId: vpc.id,
          cidrBlock: `10.0.${from + index}.0/24`,
          availabilityZone: `eu-west-1${zone}`,
        }),
    );
  const [open, closed] = [subnets("public", 0), subnets("private", 10)];
  const address = new Eip(stack, "nat-address", { domain: "vpc" });
  new NatGateway(stack, "nat", { subnetId: open[0]?.id ?? "", allocationId: address.id });
  const balancer = new SecurityGroup(stack, "balancer", {
    vpcId: vpc.id,
    ingress: [80, 443].map((port) => ({
      fromPort: port,
      toPort: port,
      protocol: "tcp",
      cidrBlocks: ANYWHERE,
    })),
  });
  const tasks = new SecurityGroup(stack, "tasks", {
    vpcId: vpc.id,
    ingress: [{ fromPort: 8080, toPort: 8080, protocol: "tcp", securityGroups: [balancer.id] }],
    egress: [{ fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ANYWHERE }],
  });
  const data = new SecurityGroup(stack, "data", {
    vpcId: vpc.id,
    ingress: [{ fromPort: 5432, toPort: 5432, protocol: "tcp", securityGroups: [tasks.id] }],
  });
  const lb = new Lb(stack, "front", { subnets: open.map(({ id }) => id), securityGroups: [balancer.id] });
  const targets = new LbTargetGroup(stack, "targets", {
    port: 8080,
    protocol: "HTTP",
    vpcId: vpc.id,
    targetType: "ip",
  });
  new LbListener(stack, "https", {
    loadBalancerArn: lb.arn,
    port: 443,
    defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  const files = new S3Bucket(stack, "files", {});
  const may = role(stack, "task", "ecs-tasks.amazonaws.com", {
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: `${files.arn}/*`,
  });
  const task = new EcsTaskDefinition(stack, "task", {
    family: "app",
    taskRoleArn: may.arn,
    containerDefinitions: JSON.stringify([{ name: "app", image: "app" }]),
  });
  const cluster = new EcsCluster(stack, "cluster", { name: "app" });
  new EcsService(stack, "app", {
    name: "app",
    cluster: cluster.id,
    taskDefinition: task.arn,
    networkConfiguration: { subnets: closed.map(({ id }) => id), securityGroups: [tasks.id] },
    loadBalancer: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080 }],
  });
  const group = new DbSubnetGroup(stack, "group", { subnetIds: closed.map(({ id }) => id) });
  new DbInstance(stack, "data-base", {
    instanceClass: "db.t4g.micro",
    engine: "postgres",
    dbSubnetGroupName: group.name,
    vpcSecurityGroupIds: [data.id],
  });
}

/** An API, functions, queues and a schedule. */
function serverless(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  const table = new DynamodbTable(stack, "orders", {
    name: "orders",
    hashKey: "id",
    attribute: [{ name: "id", type: "S" }],
  });
  const queue = new SqsQueue(stack, "work", {});
  const topic = new SnsTopic(stack, "news", {});
  const code = (name: string, statement: object): LambdaFunction =>
    new LambdaFunction(stack, name, {
      functionName: name,
      role: role(stack, name, "lambda.amazonaws.com", statement).arn,
      runtime: "nodejs22.x",
      handler: "index.handler",
      filename: "code.zip",
      environment: { variables: { TABLE: table.name } },
    });
  const api = code("api", { Action: ["dynamodb:PutItem", "dynamodb:Query"], Resource: table.arn });
  const worker = code("worker", { Action: "dynamodb:UpdateItem", Resource: table.arn });
  const nightly = code("nightly", { Action: "sns:Publish", Resource: topic.arn });
  const gateway = new Apigatewayv2Api(stack, "gateway", { name: "orders", protocolType: "HTTP" });
  new Apigatewayv2Integration(stack, "gateway-api", {
    apiId: gateway.id,
    integrationType: "AWS_PROXY",
    integrationUri: api.invokeArn,
  });
  new LambdaEventSourceMapping(stack, "work-worker", { eventSourceArn: queue.arn, functionName: worker.arn });
  new SnsTopicSubscription(stack, "news-work", { topicArn: topic.arn, protocol: "sqs", endpoint: queue.arn });
  new SnsTopicSubscription(stack, "news-mail", {
    topicArn: topic.arn,
    protocol: "email",
    endpoint: "ops@example.com",
  });
  const night = new CloudwatchEventRule(stack, "night", { scheduleExpression: "cron(0 3 * * ? *)" });
  new CloudwatchEventTarget(stack, "night-target", { rule: night.name, arn: nightly.arn });
}

/** A site before the world. */
function site(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const pages = new S3Bucket(stack, "pages", {});
  const front = new CloudfrontDistribution(stack, "front", {
    enabled: true,
    origin: [{ originId: "pages", domainName: pages.bucketRegionalDomainName }],
    defaultCacheBehavior: {
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      targetOriginId: "pages",
      viewerProtocolPolicy: "redirect-to-https",
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  const zone = new Route53Zone(stack, "zone", { name: "example.com" });
  for (const [name, type] of [
    ["v4", "A"],
    ["v6", "AAAA"],
  ] as const)
    new Route53Record(stack, name, {
      zoneId: zone.zoneId,
      name: "example.com",
      type,
      alias: { name: front.domainName, zoneId: front.hostedZoneId, evaluateTargetHealth: false },
    });
}

function other(
  stack: Construct,
  type: string,
  name: string,
  config: Readonly<Record<string, unknown>> = {},
): void {
  const made = new TerraformResource(stack, `${type}.${name}`, { terraformResourceType: type });
  for (const [key, value] of Object.entries(config)) made.addOverride(key, value);
}

function google(stack: PlainStack): void {
  other(stack, "google_compute_network", "main", { name: "main" });
  other(stack, "google_compute_subnetwork", "main", {
    network: "${google_compute_network.main.id}",
    name: "main",
  });
  other(stack, "google_compute_firewall", "ssh", { network: "${google_compute_network.main.id}" });
  other(stack, "google_compute_instance", "host", {
    machine_type: "e2-small",
    network_interface: [{ subnetwork: "${google_compute_subnetwork.main.id}" }],
  });
  other(stack, "google_storage_bucket", "data", { name: "data" });
  other(stack, "google_storage_bucket_iam_member", "host", { bucket: "${google_storage_bucket.data.name}" });
}

function randomOnly(stack: PlainStack): void {
  other(stack, "random_id", "one", { byte_length: 4 });
  other(stack, "random_password", "two", { length: 20 });
}

/** More than anybody wants to see one by one. */
function crowd(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const vpc = new Vpc(stack, "main", { cidrBlock: "10.0.0.0/8" });
  for (let number = 0; number < 60; number++) {
    const subnet = new Subnet(stack, `subnet-${number}`, { vpcId: vpc.id, cidrBlock: `10.0.${number}.0/24` });
    const group = new SecurityGroup(stack, `group-${number}`, {
      vpcId: vpc.id,
      ingress: [{ fromPort: number, toPort: number, protocol: "tcp", cidrBlocks: [`192.0.2.${number}/32`] }],
    });
    const bucket = new S3Bucket(stack, `bucket-${number}`, {});
    for (let copy = 0; copy < 5; copy++)
      new Instance(stack, `host-${number}-${copy}`, {
        subnetId: subnet.id,
        vpcSecurityGroupIds: [group.id],
        userData: bucket.bucket,
      });
  }
  for (let number = 0; number < 50; number++) other(stack, `acme_thing_no_${number}_`, "one");
}

/** A network in a module in a module, and what uses it outside. */
class Inner extends LocalModule {
  readonly subnetId: ModuleOutput;

  constructor(scope: Construct) {
    super(scope, "inner");
    const cidr = this.input("cidr", { type: "string", description: "Network." }, "10.1.0.0/16");
    const vpc = this.add(Vpc, "this", { cidrBlock: cidr.stringValue });
    const subnet = this.add(Subnet, "open", { vpcId: vpc.id, cidrBlock: "10.1.1.0/24" });
    this.add(Eip, "kept", { domain: "vpc" });
    this.subnetId = this.output("subnet_id", { value: subnet.id, description: "Subnet." });
  }
}

class Network extends LocalModule {
  readonly subnetId: ModuleOutput;

  constructor(scope: Construct) {
    super(scope, "network");
    const inner = new Inner(this);
    this.subnetId = this.output("subnet_id", { value: inner.subnetId.string, description: "Subnet." });
  }
}

function nested(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const network = new Network(stack);
  new Instance(stack, "host", { subnetId: network.subnetId.string, count: 3, instanceType: "t3.nano" });
}

/** What Mermaid or HTML could take for something of theirs. */
export const HOSTILE =
  'a "b" <b>c</b> [d] (e) {f} | g --> h; end %%{init: {}}%% #35; $$i$$ `j` fa:fa-bomb style k:#fff; \\n & ü 日本 -- ]]';

function hostile(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: HOSTILE });
  const vpc = new Vpc(stack, "end", { cidrBlock: HOSTILE });
  const group = new SecurityGroup(stack, "style", {
    vpcId: vpc.id,
    ingress: [
      { fromPort: 1, toPort: 2, protocol: "udp", cidrBlocks: [HOSTILE], description: 'x "y" --> z|]' },
      { fromPort: 3, toPort: 3, protocol: "tcp", cidrBlocks: ["2001:db8::/32"], description: "end" },
    ],
  });
  const subnet = new Subnet(stack, "subgraph", { vpcId: vpc.id, cidrBlock: HOSTILE });
  for (const name of ["graph", "click", "classDef", "default", "o", "x_y"])
    new Instance(stack, name, {
      subnetId: subnet.id,
      vpcSecurityGroupIds: [group.id],
      instanceType: HOSTILE,
    });
  other(stack, "acme_x", "y", { text: HOSTILE });
  other(stack, "acme", "x_y");
}

/** Two that reach each other, and themselves. */
function circle(stack: PlainStack): void {
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const group = (name: string, source: string): SecurityGroup =>
    new SecurityGroup(stack, name, {
      name,
      ingress: [
        { fromPort: 9092, toPort: 9092, protocol: "tcp", selfAttribute: true, securityGroups: [source] },
      ],
    });
  const one = group("one", "${aws_security_group.other.id}");
  const two = group("other", one.id);
  new Instance(stack, "one-host", { vpcSecurityGroupIds: [one.id] });
  new Instance(stack, "other-host", { vpcSecurityGroupIds: [two.id] });
}

/** Stacks that nobody here would write. */
export const STACKS: Readonly<Record<string, Build>> = {
  web,
  serverless,
  site,
  google,
  "random only": randomOnly,
  crowd,
  nested,
  hostile,
  circle,
  empty: () => undefined,
};
