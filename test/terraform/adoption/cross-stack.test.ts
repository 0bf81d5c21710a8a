import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  App,
  conditional,
  DataResource,
  Fn,
  S3Backend,
  TerraformCount,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  type TerraformStack,
  Token,
} from "cdktf";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hcl, LocalModule, type ModuleOutput, PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { describeWith } from "../../support/requirements";
import { ReferenceStack } from "../differential/reference-stack";
import { awsClients } from "../support/aws";
import { type Moto, startMoto } from "../support/moto";
import { temporaryFolder } from "../support/temporary";
import { Terraform } from "../support/terraform";

/** What the one stack hands to the other: a value of each type, and many of one. */
interface Shared {
  readonly data: DataResource;
  readonly many: DataResource;
  readonly local: TerraformLocal;
}

function producer(stack: TerraformStack): Shared {
  const input = { text: "net", number: 7, list: ["a", "b"], map: { a: "x", b: "y" }, yes: true };
  const data = new DataResource(stack, "main", { input });
  const many = new DataResource(stack, "many", { input: { value: "one" }, count: TerraformCount.of(2) });
  return { data, many, local: new TerraformLocal(stack, "names", ["c", "d"]) };
}

function consumer(stack: TerraformStack, { data, many, local }: Shared): void {
  const of = (key: string) => Fn.lookup(data.output, key);
  const names = TerraformIterator.fromList(Token.asList(of("list")));
  new DataResource(stack, "reads", {
    input: {
      text: `vpc-${of("text")}`,
      sum: Fn.sum([Token.asNumber(of("number")), 1]),
      list: Fn.concat([Token.asList(of("list")), local.asList]),
      map: Fn.merge([of("map"), { c: "z" }]),
      choice: conditional(of("yes"), of("text"), "none"),
      loop: Token.asAny(names.forExpressionForList("upper(val)")),
      second: Fn.lookup(Fn.element(Token.asList(many.fqn), 1), "output"),
    },
  });
  new DataResource(stack, "each", { forEach: names, input: names.value });
}

class Network extends LocalModule {
  readonly vpcId: ModuleOutput;
  readonly subnetIds: ModuleOutput;

  constructor(scope: TerraformStack, id: string) {
    super(scope, id);
    const vpc = this.add(Vpc, "main", { cidrBlock: "10.0.0.0/16", tags: { Name: "net" } });
    const subnet = this.add(Subnet, "public", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    this.vpcId = this.output("vpc_id", { description: "ID of the VPC.", value: vpc.id });
    this.subnetIds = this.output("subnet_ids", { description: "Its subnets.", value: [subnet.id] });
  }
}

/** Writes what is planned of an app, and says where a stack's root module is. */
function write(app: App): (stack: string) => string {
  const folder = temporaryFolder("cross");
  for (const { path, content, mode } of planApp(app).plan.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  }
  return (stack) => join(folder, stack, "terraform");
}

async function apply(root: string, endpoint?: string): Promise<Terraform> {
  const initialised = new Terraform(root, endpoint === undefined ? {} : { endpoint });
  await initialised.init();
  const terraform = await initialised.shareProvider();
  await terraform.apply();
  return terraform;
}

describeWith(["terraform"], "stacks that read each other's outputs, without a backend", () => {
  it("hold what cdktf's JSON holds", async () => {
    const reference = temporaryFolder("reference");
    const cwd = process.cwd();
    // cdktf's own place for the state is the folder that it runs in.
    process.chdir(reference);
    try {
      const app = new App({ outdir: join(reference, "out"), stackTraces: false });
      const shared = producer(new ReferenceStack(app, "net"));
      consumer(new ReferenceStack(app, "web"), shared);
      app.synth();
    } finally {
      process.chdir(cwd);
    }
    const app = new App({ outdir: temporaryFolder("outdir"), stackTraces: false });
    const shared = producer(new PlainStack(app, "net", { rootModule: "terraform" }));
    consumer(new PlainStack(app, "web", { rootModule: "terraform" }), shared);
    const rootOf = write(app);
    for (const stack of ["net", "web"]) await new Terraform(rootOf(stack)).fmtCheck();
    const states = [];
    for (const roots of [(stack: string) => join(reference, "out/stacks", stack), rootOf]) {
      await apply(roots("net"));
      const { values } = await (await apply(roots("web"))).stateJson();
      const resources = values?.root_module.resources ?? [];
      states.push(
        resources
          .filter(({ mode }) => mode === "managed")
          .map(({ address, values: { input, output } }) => ({ address, input, output })),
      );
    }
    expect(states[1]).toHaveLength(3);
    expect(states[1]).toEqual(states[0]);
    await new Terraform(rootOf("web")).expectNoChanges();
  }, 300_000);
});

describeWith(["terraform", "moto"], "stacks that read each other's outputs, with their state in S3", () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
    const { s3 } = awsClients(moto.endpoint, "us-east-1");
    await s3.send(new CreateBucketCommand({ Bucket: "states" }));
  }, 120_000);

  afterAll(() => moto.stop());

  it("are applied one after the other", async () => {
    const app = new App({ outdir: temporaryFolder("outdir"), stackTraces: false });
    const stackOf = (id: string): PlainStack => {
      const stack = new PlainStack(app, id, { rootModule: "terraform" });
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      new S3Backend(stack, {
        bucket: "states",
        key: `${id}.tfstate`,
        region: "us-east-1",
        usePathStyle: true,
        skipCredentialsValidation: true,
        skipRequestingAccountId: true,
        skipMetadataApiCheck: true,
      });
      return stack;
    };
    const network = new Network(stackOf("net"), "network");
    const web = stackOf("web");
    new Subnet(web, "web", { vpcId: network.vpcId.string, cidrBlock: "10.0.1.0/24" });
    new TerraformOutput(web, "subnets", {
      value: hcl.any`[for id in ${network.subnetIds.any} : upper(id)]`,
      sensitive: true,
    });
    const rootOf = write(app);
    const { vpc_id: vpcId, subnet_ids: subnetIds } = await (
      await apply(rootOf("net"), moto.endpoint)
    ).outputs();
    const terraform = await apply(rootOf("web"), moto.endpoint);
    const { values } = await terraform.stateJson();
    const subnet = values?.root_module.resources?.find(({ address }) => address === "aws_subnet.web");
    expect(subnet?.values.vpc_id).toBe(vpcId);
    expect(vpcId).toMatch(/^vpc-/);
    expect(await terraform.outputs()).toEqual({
      subnets: (subnetIds as string[]).map((id) => id.toUpperCase()),
    });
    await terraform.expectNoChanges();
    expect(readFileSync(join(rootOf("web"), "main.tf"), "utf8")).toContain('backend   = "s3"');
  }, 300_000);
});
