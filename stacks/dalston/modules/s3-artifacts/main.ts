import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import { bucketName } from "../../../../constructs/aws/bucket-name";
import { privateBucket } from "../../../../constructs/aws/private-bucket";
import { hcl, LocalModule, type ModuleOutput } from "../../../../constructs/plain";

export interface S3ArtifactsProps {
  readonly bucketName: string;
  readonly jobRetentionDays: number;
}

/** modules/s3-artifacts: the bucket that replaces MinIO. */
export class S3Artifacts extends LocalModule {
  readonly bucketName: ModuleOutput;
  readonly bucketArn: ModuleOutput;

  constructor(scope: Construct, id: string, props: S3ArtifactsProps) {
    super(scope, id, { directory: "s3-artifacts", source: __dirname });
    const name = this.input(
      "bucket_name",
      {
        type: "string",
        description: "Name of the bucket.",
        nullable: false,
        validation: bucketName,
      },
      props.bucketName,
    );
    const jobRetentionDays = this.input(
      "job_retention_days",
      { type: "number", description: "Days after which objects in jobs/ are deleted; never when null." },
      props.jobRetentionDays,
    );
    const bucket = privateBucket(
      this,
      "artifacts",
      { bucket: name.stringValue },
      {
        skip: {
          CKV_AWS_18: "Only the host reads and writes; a log of it is one more bucket to pay for.",
          CKV_AWS_21: "The document leaves versioning off: jobs can be made again from their audio.",
          CKV_AWS_144: "One region is all that the document asks for.",
          CKV_AWS_145: "The document says SSE-S3.",
          CKV2_AWS_62: "Nobody waits for events: the orchestrator knows what it wrote.",
        },
      },
    );
    this.add(S3BucketVersioningA, "artifacts", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Disabled" },
    });
    this.add(S3BucketLifecycleConfiguration, "artifacts", {
      bucket: bucket.id,
      rule: [
        {
          id: "unfinished-uploads",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
        {
          id: "old-jobs",
          status: hcl`${jobRetentionDays} == null ? "Disabled" : "Enabled"`,
          filter: [{ prefix: "jobs/" }],
          expiration: [{ days: hcl.number`coalesce(${jobRetentionDays}, 365)` }],
        },
      ],
    });
    this.bucketName = this.output("bucket_name", { description: "Name of the bucket.", value: bucket.id });
    this.bucketArn = this.output("bucket_arn", { description: "ARN of the bucket.", value: bucket.arn });
  }
}
