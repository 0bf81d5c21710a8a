import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { Account } from "../../constructs/aws/account";
import { type InstanceRole, instanceRole } from "../../constructs/aws/instance-role";
import type { PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface RoleProps {
  readonly variables: Inputs;
  readonly account: Account;
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
      "What backup.sh does and no more. No s3:GetObject and no s3:DeleteObject: whoever takes the host over can write",
      "backups, but neither download nor delete them, and versioning keeps what is overwritten.",
    ].join("\n"),
    statements: [
      {
        Sid: "SecretsManagerRead",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: `arn:${account.partition}:secretsmanager:${variables.region}:${account.id}:secret:bloaty/*`,
      },
      {
        Sid: "S3BackupWrite",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: [`${bucket.arn}/db/*`, `${bucket.arn}/uploads/*`],
      },
      { Sid: "S3BackupList", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket.arn },
    ],
  });
}
