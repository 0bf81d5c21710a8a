import { Eip } from "@cdktf/provider-aws/lib/eip";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  type App,
  AzurermBackend,
  CloudBackend,
  ConsulBackend,
  conditional,
  Fn,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  OssBackend,
  PgBackend,
  RemoteBackend,
  S3Backend,
  TaggedCloudWorkspaces,
  TerraformIterator,
  TerraformOutput,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { hcl, LocalModule, type ModuleOutput, PlainformError, PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { blocksIn, withApp } from "../support/synth";

interface Stacks {
  readonly app: App;
  readonly network: PlainStack;
  readonly web: PlainStack;
}

/** Two stacks of one app. */
function withStacks<T>(use: (stacks: Stacks) => T): T {
  return withApp((app) => {
    const network = new PlainStack(app, "network", { rootModule: "terraform" });
    const web = new PlainStack(app, "web", { rootModule: "infra/terraform" });
    for (const stack of [network, web]) new AwsProvider(stack, "aws", { region: "us-east-1" });
    return use({ app, network, web });
  });
}

/** The text of a stack's files but for its provider's. */
function textOf(app: App, system: string, names: readonly string[] = []): string {
  const files = planApp(app, names).plan.files.filter(
    ({ path }) => path.startsWith(`${system}/`) && !path.endsWith("providers.tf"),
  );
  return blocksIn(
    Object.fromEntries(files.map(({ path, content }) => [path.split("/").at(-1), String(content)])),
  );
}

function problemsOf(app: App) {
  try {
    planApp(app);
  } catch (error) {
    if (error instanceof PlainformError) return error.problems;
    throw error;
  }
  return [];
}

class Network extends LocalModule {
  readonly vpcId: ModuleOutput;
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = this.add(Vpc, "main", { cidrBlock: "10.0.0.0/16" });
    this.vpcId = this.output("vpc_id", { description: "ID of the VPC.", value: this.vpc.id });
  }
}

class Address extends LocalModule {
  constructor(scope: Construct, id: string, vpcId: string) {
    super(scope, id);
    this.add(Eip, "main", { tags: { vpc: vpcId } });
  }
}

describe("a reference from one stack to another", () => {
  it("is an output of the one, and is read from its state by the other, before its first use", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      web.file("subnets.tf").add(Subnet, "public", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
      expect(textOf(app, "network")).toBe(`resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

output "vpc_id" {
  description = "Read by web."
  value       = aws_vpc.main.id
  sensitive   = true
}
`);
      expect(textOf(app, "web")).toBe(`data "terraform_remote_state" "network" {
  backend   = "local"
  workspace = terraform.workspace
  config = {
    path          = "\${path.module}/../../../network/terraform/terraform.tfstate"
    workspace_dir = "\${path.module}/../../../network/terraform/terraform.tfstate.d"
  }
}

resource "aws_subnet" "public" {
  vpc_id     = data.terraform_remote_state.network.outputs.vpc_id
  cidr_block = "10.0.1.0/24"
}
`);
    });
  });

  it("is one within functions, conditions, loops and hcl, and of every type", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16", tags: { a: "b" } });
      const eip = new Eip(network, "web", {});
      const values = {
        text: `vpc-${vpc.id}`,
        call: Fn.cidrsubnet(vpc.cidrBlock, 8, 3),
        choice: conditional(Fn.startswith(eip.publicIp, "10."), eip.publicIp, "none"),
        number: Token.asNumber(Fn.sum([vpc.ipv6NetmaskLength, 1])),
        list: Token.asList(vpc.ipv6AssociationId),
        map: vpc.tagsAll,
        loop: TerraformIterator.fromMap(vpc.tagsAll).forExpressionForList("key"),
        whole: hcl`${vpc}.arn`,
      };
      new TerraformOutput(web, "values", { value: values });
      expect(textOf(app, "web").split('output "values"')[1]).toBe(` {
  value = {
    text = "vpc-\${data.terraform_remote_state.network.outputs.vpc_id}"
    call = cidrsubnet(data.terraform_remote_state.network.outputs.vpc_cidr_block, 8, 3)
    choice = (
      startswith(data.terraform_remote_state.network.outputs.web_eip_public_ip, "10.")
      ? data.terraform_remote_state.network.outputs.web_eip_public_ip
      : "none"
    )
    number = sum([data.terraform_remote_state.network.outputs.vpc_ipv6_netmask_length, 1])
    list   = data.terraform_remote_state.network.outputs.vpc_ipv6_association_id
    map    = data.terraform_remote_state.network.outputs.vpc_tags_all
    loop   = [for key, val in data.terraform_remote_state.network.outputs.vpc_tags_all : key]
    whole  = data.terraform_remote_state.network.outputs.vpc.arn
  }
}
`);
    });
  });

  it("takes an output of the author's that has the value, and a name of its own otherwise", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      const other = new Vpc(network, "vpc", { cidrBlock: "10.1.0.0/16" });
      new TerraformOutput(network, "id_of_the_network", { value: vpc.id });
      new TerraformOutput(network, "vpc_arn", { value: "something else" });
      new TerraformOutput(web, "all", { value: [vpc.id, vpc.arn, other.arn, other.id] });
      const text = textOf(app, "web");
      expect(text).toContain(`value = [
    data.terraform_remote_state.network.outputs.id_of_the_network,
    data.terraform_remote_state.network.outputs.aws_vpc_main_arn,
    data.terraform_remote_state.network.outputs.aws_vpc_vpc_arn,
    data.terraform_remote_state.network.outputs.vpc_id,
  ]`);
      expect(textOf(app, "network").match(/^output/gm)).toHaveLength(5);
    });
  });

  it("goes out of a local module through its outputs, and into one through its inputs", () => {
    withStacks(({ app, network, web }) => {
      const module = new Network(network, "network");
      new TerraformOutput(web, "vpc", { value: module.vpcId.string });
      expect(textOf(app, "web")).toContain("value = data.terraform_remote_state.network.outputs.vpc_id");
      new TerraformOutput(web, "inside", { value: module.vpc.arn });
      new Address(web, "address", module.vpcId.string);
      expect(problemsOf(app).map(({ fix }) => fix)).toEqual([
        "declare an output of network/network whose value is aws_vpc.main.arn, and refer to that output",
        "declare an input of web/address and pass module.network.vpc_id to it",
      ]);
    });
  });

  it("makes the one depend on the other, for cdktf's command line too", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      new TerraformOutput(web, "id", { value: vpc.id });
      const manifest = String(planApp(app).plan.file("manifest.json")?.content);
      expect(JSON.parse(manifest)).toMatchObject({
        stacks: { web: { dependencies: ["network"] }, network: { dependencies: [] } },
      });
    });
  });

  it("cannot go both ways", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      const eip = new Eip(web, "main", { tags: { vpc: vpc.id } });
      new TerraformOutput(network, "back", { value: eip.id });
      expect(problemsOf(app)).toMatchObject([
        {
          at: "web/main",
          what: "two stacks refer to each other",
          got: "web reads from network, which depends on web",
        },
      ]);
    });
  });

  it("is none in depends_on, which orders nothing beyond a root module", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      new Eip(web, "main", { dependsOn: [vpc] });
      expect(problemsOf(app)).toMatchObject([
        {
          at: "web/main",
          what: "depends_on names something in another stack",
          got: "aws_vpc.main of network, used in web",
        },
      ]);
    });
  });

  it("is an output although only the stack that has it is written", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      new TerraformOutput(web, "id", { value: vpc.id });
      expect(textOf(app, "network", ["network"])).toContain('output "vpc_id"');
      expect(planApp(app, ["web"]).remarks).toContain(
        "web: network as it was written before has no output vpc_id; synthesise it too",
      );
    });
  });
});

describe("the state that is read", () => {
  const configOf = (declare: (network: PlainStack) => void): string =>
    withStacks(({ app, network, web }) => {
      declare(network);
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      new TerraformOutput(web, "id", { value: vpc.id });
      const { remarks } = planApp(app);
      expect(remarks).toEqual([]);
      return /data "terraform_remote_state" "network" \{\n(.*?)\n\}/s.exec(textOf(app, "web"))?.[1] ?? "";
    });
  const bucket = { bucket: "states", key: "network.tfstate", region: "eu-west-1" };

  it("is that of the declared backend, whatever it is", () => {
    const s3 = `  backend   = "s3"
  workspace = terraform.workspace
  config = {
    bucket = "states"
    key    = "network.tfstate"
    region = "eu-west-1"
  }`;
    expect(configOf((stack) => new S3Backend(stack, bucket))).toBe(s3);
    expect(configOf((stack) => stack.addOverride("terraform.backend", { s3: bucket }))).toBe(s3);
    expect(configOf((stack) => new HttpBackend(stack, { address: "https://states.example/net" }))).toBe(
      `  backend = "http"
  config = {
    address = "https://states.example/net"
  }`,
    );
    const remote = `  backend = "remote"
  config = {
    organization = "acme"
    workspaces = {
      name = "network"
    }
  }`;
    expect(
      configOf(
        (stack) =>
          new RemoteBackend(stack, { organization: "acme", workspaces: new NamedRemoteWorkspace("network") }),
      ),
    ).toBe(remote);
    expect(
      configOf(
        (stack) =>
          new CloudBackend(stack, { organization: "acme", workspaces: new NamedCloudWorkspace("network") }),
      ),
    ).toBe(remote);
  });

  it.each<[string, (stack: PlainStack) => void, string]>([
    ["gcs", (stack) => new GcsBackend(stack, { bucket: "states", prefix: "net" }), 'prefix = "net"'],
    [
      "azurerm",
      (stack) =>
        new AzurermBackend(stack, {
          storageAccountName: "acme",
          containerName: "states",
          key: "net.tfstate",
        }),
      'storage_account_name = "acme"',
    ],
    [
      "pg",
      (stack) => new PgBackend(stack, { connStr: "postgres://db/states" }),
      'conn_str = "postgres://db/states"',
    ],
    ["consul", (stack) => new ConsulBackend(stack, { accessToken: "", path: "net" }), "path"],
    ["oss", (stack) => new OssBackend(stack, { bucket: "states" }), 'bucket = "states"'],
  ])("is that of %s", (type, declare, line) => {
    const config = configOf(declare);
    expect(config).toContain(`backend   = "${type}"\n  workspace = terraform.workspace`);
    expect(config).toContain(line);
  });

  it("is a file beside the tree where it says so, from where it is read", () => {
    expect(configOf((stack) => new LocalBackend(stack, { path: "states/net.tfstate" }))).toContain(
      'path          = "${path.module}/../../../network/terraform/states/net.tfstate"',
    );
    expect(configOf((stack) => new LocalBackend(stack, { path: "/srv/net.tfstate" }))).toContain(
      'path          = "/srv/net.tfstate"',
    );
  });

  it("is said to be a file where no backend is declared", () => {
    withStacks(({ app, network, web }) => {
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      new TerraformOutput(web, "id", { value: vpc.id });
      expect(planApp(app).remarks).toEqual([
        "web: the state of network, which declares no backend, is read from network/terraform/terraform.tfstate; declare one for more than one machine",
      ]);
    });
  });

  it("is none where workspaces are chosen by tags", () => {
    withStacks(({ app, network, web }) => {
      new CloudBackend(network, { organization: "acme", workspaces: new TaggedCloudWorkspaces(["net"]) });
      const vpc = new Vpc(network, "main", { cidrBlock: "10.0.0.0/16" });
      new TerraformOutput(web, "id", { value: vpc.id });
      expect(problemsOf(app)).toMatchObject([
        { at: "network", what: "the state that another stack reads is that of a workspace without a name" },
      ]);
    });
  });
});
