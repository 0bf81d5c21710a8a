import { S3Bucket, type S3BucketConfig } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { Comments, ElementScope } from "../plain";

/**
 * A bucket that is private in all four ways and encrypted by S3's own keys (SSE-S3).
 *
 * @param file file (or module) that it is printed in
 * @param name Terraform name of the bucket and of what belongs to it
 * @param config the bucket's own arguments
 * @param comment what a reviewer would ask about the bucket, and what a scanner shall skip
 * @returns the bucket
 */
export function privateBucket(
  file: ElementScope,
  name: string,
  config: S3BucketConfig,
  comment?: string | Comments,
): S3Bucket {
  const bucket = file.add(S3Bucket, name, config, comment);
  file.add(S3BucketPublicAccessBlock, name, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  file.add(S3BucketServerSideEncryptionConfigurationA, name, {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  return bucket;
}
