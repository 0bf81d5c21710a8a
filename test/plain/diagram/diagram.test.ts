import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformResource } from "cdktf";
import { expect, it } from "vitest";
import { type DiagramWords, diagram } from "../../../constructs/plain";
import { type Build, filesOf } from "../support/synth";

/** The diagram in a text of a stack. */
function drawn(build: Build, words?: DiagramWords): string {
  const files = filesOf((stack) => {
    stack.text("README.md", { content: `${diagram(words)}\n`, header: false });
    build(stack);
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
      subgraph n_aws_subnet_public["Subnet public, 10.0.1.0/24"]
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
