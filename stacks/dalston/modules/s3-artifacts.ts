import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import { privateBucket } from "../../../constructs/aws/private-bucket";
import { hcl, LocalModule, type ModuleOutput } from "../../../constructs/plain";

export interface S3ArtifactsProps {
  readonly bucketName: string;
}

/** modules/s3-artifacts: the bucket that replaces MinIO. */
export class S3Artifacts extends LocalModule {
  readonly bucketName: ModuleOutput;
  readonly bucketArn: ModuleOutput;

  constructor(scope: Construct, id: string, props: S3ArtifactsProps) {
    super(scope, id, { directory: "s3-artifacts", source: "stacks/dalston/modules/s3-artifacts.ts" });
    const name = this.input(
      "bucket_name",
      {
        type: "string",
        description: "Name of the bucket.",
        validation: [
          {
            condition: hcl.bool`can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))`,
            errorMessage: "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.",
          },
        ],
      },
      props.bucketName,
    );
    const bucket = privateBucket(this, "artifacts", { bucket: name.stringValue });
    this.add(S3BucketVersioningA, "artifacts", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Disabled" },
    });
    this.bucketName = this.output("bucket_name", { description: "Name of the bucket.", value: bucket.id });
    this.bucketArn = this.output("bucket_arn", { description: "ARN of the bucket.", value: bucket.arn });
  }
}
