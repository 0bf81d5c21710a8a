import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { S3TablesTableBucket } from "@cdktf/provider-aws/lib/s3tables-table-bucket";
import type { AuthorStack } from "../author-code";

export function privateBucket(stack: AuthorStack): void {
  const file = stack.file("s3.tf");
  const bucket = file.add(S3Bucket, "private", { bucket: "private-example", forceDestroy: true });
  file.add(S3BucketPublicAccessBlock, "private", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: false,
  });
  const versioning = file.add(S3BucketVersioningA, "private", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  file.add(S3BucketServerSideEncryptionConfigurationA, "private", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
  });
  file.add(S3BucketLifecycleConfiguration, "private", {
    bucket: bucket.id,
    rule: [
      {
        id: "old",
        status: "Enabled",
        filter: [{ prefix: "logs/" }],
        noncurrentVersionExpiration: [{ noncurrentDays: 30, newerNoncurrentVersions: 3 }],
        transition: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER" },
        ],
      },
      {
        id: "parts",
        status: "Enabled",
        filter: [{ and: [{ prefix: "tmp/", tags: { temporary: "yes" }, objectSizeGreaterThan: 0 }] }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        expiration: [{ days: 14 }],
      },
    ],
    dependsOn: [versioning],
  });
  file.add(S3BucketPolicy, "private", {
    bucket: bucket.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket.arn, `${bucket.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  file.add(S3Object, "private", {
    bucket: bucket.id,
    key: "config/app.json",
    content: '{\n  "a": "b\\n",\n  "quote": "\\""\n}\n',
    contentType: "application/json",
    metadata: { origin: "test" },
  });
}

export function tables(stack: AuthorStack): void {
  new DynamodbTable(stack, "aws_dynamodb_table.locks", {
    name: "locks",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "LockID",
    rangeKey: "At",
    attribute: [
      { name: "LockID", type: "S" },
      { name: "At", type: "N" },
      { name: "Owner", type: "S" },
    ],
    globalSecondaryIndex: [
      { name: "owner", hashKey: "Owner", projectionType: "INCLUDE", nonKeyAttributes: ["At2"] },
    ],
    ttl: { attributeName: "expires", enabled: true },
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
  });
  new S3TablesTableBucket(stack, "aws_s3tables_table_bucket.lake", {
    name: "lake",
    encryptionConfiguration: { sseAlgorithm: "AES256", kmsKeyArn: null as unknown as string },
  });
}
