import type { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type InstanceRole, instanceRole } from "../../constructs/aws/instance-role";
import type { PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface RoleProps {
  readonly variables: Inputs;
  readonly account: DataAwsCallerIdentity;
  readonly bucket: S3Bucket;
}

/** iam.tf: the host reads its secrets and writes backups; it cannot download them. */
export function hostRole(stack: PlainStack, { variables, account, bucket }: RoleProps): InstanceRole {
  return instanceRole(stack.file("iam.tf"), {
    name: "host",
    roleName: "bloaty-ec2-role",
    description: "Bloaty host: reads its secrets, writes backups",
    policy: "host",
    policyName: "bloaty-ec2-policy",
    policyComment: [
      "What backup.sh does and no more. No s3:GetObject: whoever takes the host over can write backups, but not",
      "download them. Database dumps can be overwritten but not deleted; aws s3 sync --delete lists the uploads and",
      "deletes there. Versioning keeps what is overwritten or deleted.",
    ].join("\n"),
    statements: [
      {
        Sid: "SecretsManagerRead",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: `arn:aws:secretsmanager:${variables.region.stringValue}:${account.accountId}:secret:bloaty/*`,
      },
      {
        Sid: "S3BackupWrite",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: [`${bucket.arn}/db/*`, `${bucket.arn}/uploads/*`],
      },
      {
        Sid: "S3UploadsDelete",
        Effect: "Allow",
        Action: "s3:DeleteObject",
        Resource: `${bucket.arn}/uploads/*`,
      },
      {
        Sid: "S3UploadsList",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucket.arn,
        Condition: { StringLike: { "s3:prefix": "uploads/*" } },
      },
    ],
  });
}
