import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { privateBucket } from "../../constructs/aws/private-bucket";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

/** storage.tf: the bucket for base_connaissances and the dumps. */
export function bucket(
  stack: PlainStack,
  { variables, locals }: { readonly variables: Inputs; readonly locals: Locals },
): S3Bucket {
  const file = stack.file("storage.tf");
  const unique = `${variables.projectName}-data-${locals.accountId}-${variables.region}`;
  const data = privateBucket(
    file,
    "data",
    {
      bucket: hcl`coalesce(${variables.bucketName}, ${unique})`,
      forceDestroy: variables.bucketForceDestroy.booleanValue,
    },
    {
      above: "Account and region make the name unique in all of AWS.",
      skip: {
        "CKV_AWS_18, AVD-AWS-0089":
          "Only the host and the operators read and write; a log is one more bucket.",
        CKV_AWS_144: "A copy already, of what the host holds.",
        "CKV_AWS_145, AVD-AWS-0132": "Encrypted by S3's own keys: nobody else's account is to read it.",
        CKV2_AWS_62: "Nobody waits for an upload.",
      },
    },
  );
  const versioning = file.add(S3BucketVersioningA, "data", {
    bucket: data.id,
    versioningConfiguration: { status: "Enabled" },
  });
  lifecycle(stack, data, versioning);
  return data;
}

function lifecycle(stack: PlainStack, data: S3Bucket, versioning: S3BucketVersioningA): void {
  stack.file("storage.tf").add(
    S3BucketLifecycleConfiguration,
    "data",
    {
      bucket: data.id,
      rule: [
        {
          id: "dumps",
          status: "Enabled",
          filter: [{ prefix: "dumps/" }],
          transition: [{ days: 30, storageClass: "GLACIER" }],
          noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
        },
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: 90, newerNoncurrentVersions: 3 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    },
    [
      "No current object outside dumps/ is ever moved or expired, wherever base_connaissances is synchronised to.",
      "Of what was overwritten or deleted there, the last three versions stay.",
    ].join("\n"),
  );
}
