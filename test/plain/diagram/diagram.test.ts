import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformResource } from "cdktf";
import { expect, it } from "vitest";
import { type Build, filesOf } from "../support/synth";

const MARK = "<!-- diagram -->";

/** The diagram in a document about a stack. */
function diagram(build: Build, documents = true): string {
  const files = filesOf((stack) => {
    stack.text("README.md", { content: `${MARK}\n`, documents, header: false });
    build(stack);
  });
  return files["README.md"] ?? "";
}

it("shows what lies where, who may reach it, and folds what only supports", () => {
  const text = diagram((stack) => {
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
        userData: bucket.bucket,
      });
  });
  expect(text).toBe(`${MARK}

\`\`\`mermaid
flowchart LR
  from_1(["anywhere"])
  subgraph n_aws_vpc_main["VPC main"]
    subgraph n_aws_subnet_public["Subnet public"]
      n_aws_instance_one["EC2 instance<br>one, two"]
    end
  end
  n_aws_s3_bucket_files["S3 bucket<br>files"]
  from_1 -->|"443"| n_aws_instance_one
  n_aws_instance_one --> n_aws_s3_bucket_files
\`\`\`
`);
});

it("shows a type that nobody has described under its own words", () => {
  const text = diagram((stack) => {
    new TerraformResource(stack, "disk", { terraformResourceType: "acme_fast_disk" });
  });
  expect(text).toContain('n_acme_fast_disk_disk["fast disk<br>disk"]');
});

it("leaves a file alone that is no document of the stack", () => {
  expect(diagram(() => undefined, false)).toBe(`${MARK}\n`);
});
