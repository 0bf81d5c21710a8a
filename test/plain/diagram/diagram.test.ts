import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, TerraformResource } from "cdktf";
import { describe, expect, it } from "vitest";
import { type DiagramWords, diagram, type PlainStack } from "../../../constructs/plain";
import { type Build, filesOf, problemsOf } from "../support/synth";

/** The diagram in a text of a stack. */
function drawn(build: Build, words?: DiagramWords): string {
  const files = filesOf((stack) => {
    stack.text("README.md", { content: `${diagram(words)}\n`, header: false });
    build(stack);
    if (stack.node.tryFindChild("aws") === undefined) new AwsProvider(stack, "aws");
  });
  return files["README.md"] ?? "";
}

/** Its lines from the first that has a text in it. */
function lines(build: Build): string[] {
  return drawn(build)
    .split("\n")
    .map((line) => line.trim());
}

it("shows what lies where, who may reach it, and folds what only supports", () => {
  const text = drawn((stack) => {
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    const vpc = new Vpc(stack, "main", { cidrBlock: "10.0.0.0/16" });
    const subnet = new Subnet(stack, "public", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
    const group = new SecurityGroup(stack, "web", {
      vpcId: vpc.id,
      ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }],
    });
    const bucket = new S3Bucket(stack, "files", {});
    new S3BucketVersioningA(stack, "versions", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    for (const name of ["one", "two"])
      new Instance(stack, name, {
        subnetId: subnet.id,
        vpcSecurityGroupIds: [group.id],
        instanceType: "t3.micro",
        userData: bucket.bucket,
      });
  });
  expect(text).toBe(`\`\`\`mermaid
%%{init: {"flowchart": {"nodeSpacing": 30, "rankSpacing": 20}}}%%
flowchart LR
  n_in_anywhere(["anywhere"])
  subgraph n_region_aws_["AWS eu-west-1"]
    subgraph n_aws_vpc_main["VPC main, 10.0.0.0/16"]
      subgraph n_aws_subnet_public["Subnet public"]
        n_aws_instance_one["EC2 instance<br>one, two<br>t3.micro"]
      end
    end
    n_aws_s3_bucket_files[("S3 bucket<br>files")]
  end
  n_in_anywhere -->|"HTTPS (443)"| n_aws_instance_one
  n_aws_instance_one -.->|"user data"| n_aws_s3_bucket_files
\`\`\`
`);
});

it("shows a type that nobody has described under its own words", () => {
  expect(
    lines((stack) => {
      new TerraformResource(stack, "disk", { terraformResourceType: "acme_fast_disk" });
    }),
  ).toContain('n_acme_fast_disk_disk["Fast disk<br>disk"]');
});

it("says what it says in other words, where those are given", () => {
  const text = drawn(
    (stack) => {
      new AwsProvider(stack, "aws", { region: "eu-west-1" });
      new S3Bucket(stack, "files", {});
    },
    { "S3 bucket": 'Bucket S3 "-->"' },
  );
  expect(text).toContain('[("Bucket S3 #34;--#62;#34;<br>files")]');
});

it("is the same for a text that says nothing of it", () => {
  expect(filesOf((stack) => stack.text("a.md", { content: "# a\n", header: false }))["a.md"]).toBe("# a\n");
});

it("says that there is nothing, where there is nothing", () => {
  expect(lines(() => undefined)).toContain('nothing["no resources"]');
});

describe("who may do what", () => {
  const policy = (statement: object): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  const host = (stack: PlainStack, statement: object): void => {
    const role = new IamRole(stack, "host", {
      assumeRolePolicy: policy({ Action: "sts:AssumeRole", Principal: "*" }),
    });
    new IamRolePolicy(stack, "may", { role: role.id, policy: policy(statement) });
    const profile = new IamInstanceProfile(stack, "host-profile", { role: role.name });
    new Instance(stack, "machine", { iamInstanceProfile: profile.name });
  };
  const toSecret = (resource: string, name = "site/production", effect = "Allow"): string[] =>
    lines((stack) => {
      new SecretsmanagerSecret(stack, "key", { name });
      host(stack, { Effect: effect, Action: "secretsmanager:GetSecretValue", Resource: resource });
    });
  const READS = 'n_aws_instance_machine -->|"reads"| n_aws_secretsmanager_secret_key';

  it("is what the policies of its role say, of a name too", () => {
    expect(toSecret("arn:aws:secretsmanager:eu-west-1:1:secret:site/*")).toContain(READS);
    expect(toSecret("${aws_secretsmanager_secret.key.arn}")).toContain(READS);
  });

  it("is nothing of what they deny, or say of others or of everything", () => {
    expect(toSecret("${aws_secretsmanager_secret.key.arn}", undefined, "Deny")).not.toContain(READS);
    expect(toSecret("arn:aws:secretsmanager:eu-west-1:1:secret:other/*")).not.toContain(READS);
    expect(toSecret("arn:aws:ssm:eu-west-1:1:parameter/site/*")).not.toContain(READS);
    expect(toSecret("*")).not.toContain(READS);
  });

  it.each([
    [["s3:GetObject", "s3:ListBucket"], "reads"],
    [["s3:ListBucket"], "lists"],
    [["s3:PutObject", "s3:DeleteObject"], "writes"],
    [["s3:GetObject", "s3:PutObject"], "reads, writes"],
    [["s3:*"], "reads, writes"],
  ])("is told in a word: %s", (actions, words) => {
    const text = lines((stack) => {
      const bucket = new S3Bucket(stack, "files", {});
      host(stack, { Action: actions, Resource: `${bucket.arn}/*` });
    });
    expect(text).toContain(`n_aws_instance_machine -->|"${words}"| n_aws_s3_bucket_files`);
  });
});

it("changes with the stack", () => {
  const text = (port: number): string =>
    drawn((stack) => {
      const group = new SecurityGroup(stack, "web", {
        ingress: [{ fromPort: port, toPort: port, protocol: "tcp", cidrBlocks: ["192.0.2.0/24"] }],
      });
      new Instance(stack, "host", { vpcSecurityGroupIds: [group.id] });
    });
  expect(text(22)).toContain('(["192.0.2.0/24"])');
  expect(text(22).replace("SSH (22)", "RDP (3389)")).toBe(text(3389));
});

it("lies in the default network that a data source looks up, and takes sizes from terraform.tfvars", () => {
  const text = lines((stack) => {
    const size = stack.file("variables.tf").variable("size", { type: "string", description: "Type." });
    stack.tfvars("terraform.tfvars", { size: "t3.nano" });
    const network = new DataAwsVpc(stack, "default", { default: true });
    const subnets = new DataAwsSubnets(stack, "all", { filter: [{ name: "vpc-id", values: [network.id] }] });
    new Instance(stack, "host", {
      subnetId: Fn.element(subnets.ids, 0),
      instanceType: size.stringValue,
      count: 2,
    });
  });
  expect(text.slice(3, 7)).toEqual([
    'subgraph n_region_aws_["AWS"]',
    'subgraph n_data_aws_vpc_default["Default VPC"]',
    'subgraph n_data_aws_subnets_all["Subnet all, already there"]',
    'n_aws_instance_host["EC2 instance<br>host<br>t3.nano<br>× 2"]',
  ]);
});

it("is refused with its place where somebody wrote the mark by hand, and not as it is", () => {
  const content = "<!-- plainform:diagram {reads: lit} -->\n";
  expect(problemsOf((stack) => void stack.text("README.md", { content }))).toMatchObject([
    {
      at: "system/README.md",
      what: "the place of a picture holds something that is not JSON",
      got: "<!-- plainform:diagram {reads: lit} -->",
    },
  ]);
});
