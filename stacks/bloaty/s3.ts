import { DataAwsIamSessionContext } from "@cdktf/provider-aws/lib/data-aws-iam-session-context";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Id } from "@cdktf/provider-random/lib/id";
import { TerraformCount, type TerraformResource } from "cdktf";
import type { Account } from "../../constructs/aws/account";
import { policyDocument } from "../../constructs/aws/instance-role";
import { privateBucket } from "../../constructs/aws/private-bucket";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

const KEPT_DAYS = 90;

export interface BackupBucket {
  readonly bucket: S3Bucket;
  /** Denies everybody else. */
  restrictTo(writer: IamRole, account: Account): void;
  /** While backups are in it, terraform destroy stops at the bucket: before it has touched any of these. */
  destroyBefore(others: readonly TerraformResource[]): void;
}

/** s3.tf: the backups, for 90 days. */
export function backupBucket(stack: PlainStack, variables: Inputs): BackupBucket {
  const file = stack.file("s3.tf");
  const suffix = file.add(Id, "bucket", { byteLength: 4 }, "Bucket names are unique in all of AWS.");
  const bucket = privateBucket(
    file,
    "backup",
    {
      bucket: hcl`coalesce(${variables.backupBucket}, ${`bloaty-backups-${suffix.hex}`})`,
      forceDestroy: variables.disposable.booleanValue,
    },
    {
      above: "With backups in it, terraform destroy leaves it alone: see README.md.",
      on: { depends_on: "Destroyed first: where destroy stops here, all that serves is still there." },
      skip: {
        "CKV_AWS_18, AVD-AWS-0089": "access_log_bucket turns the log on: one more bucket, if it is wanted.",
        CKV_AWS_144: "A copy of the host's data already; another region is not worth its price here.",
        "CKV_AWS_145, AVD-AWS-0132": "SSE-S3: a key of its own costs more than it protects here.",
        CKV2_AWS_62: "Nobody waits for a backup.",
      },
    },
  );
  const versioning = file.add(S3BucketVersioningA, "backup", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  file.add(
    S3BucketLifecycleConfiguration,
    "backup",
    {
      bucket: bucket.id,
      rule: [
        {
          id: "delete-old-backups",
          status: "Enabled",
          filter: [{}],
          expiration: [{ days: KEPT_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays: KEPT_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    },
    [
      "In a versioned bucket an expired object becomes a noncurrent version, which has to expire too. An upload that the",
      "app still has is written again by the night's sync after it expired.",
    ].join("\n"),
  );
  file.add(
    S3BucketLoggingA,
    "backup",
    {
      count: TerraformCount.of(hcl.number`${variables.accessLogBucket} == null ? 0 : 1`),
      bucket: bucket.id,
      targetBucket: variables.accessLogBucket.stringValue,
      targetPrefix: "bloaty-backups/",
    },
    "The audit trail, if wanted: that bucket must let logging.s3.amazonaws.com write.",
  );
  return {
    bucket,
    restrictTo: (writer, account) => restrict(stack, variables, { bucket, writer, account }),
    destroyBefore: (others) => {
      bucket.dependsOn = others.map(({ fqn }) => fqn);
    },
  };
}

interface Restriction {
  readonly bucket: S3Bucket;
  readonly writer: IamRole;
  readonly account: Account;
}

/** The bucket's policy only denies: what remains is what IAM allows. */
function restrict(stack: PlainStack, variables: Inputs, { bucket, writer, account }: Restriction): void {
  const file = stack.file("s3.tf");
  const caller = file.add(
    DataAwsIamSessionContext,
    "caller",
    { arn: account.callerArn },
    "Who runs Terraform: of an assumed role the role itself, whose sessions come and go.",
  );
  const root = `arn:${account.partition}:iam::${account.id}:root`;
  const owners = file.local(
    "backup_owners",
    hcl.any`distinct(concat([${root}, ${caller.issuerArn}], ${variables.backupAdminArns}))`,
    "The account itself is one of them, so that nobody can be locked out for good.",
  );
  const everything = [bucket.arn, `${bucket.arn}/*`];
  const when = (operator: string, key: string, value: unknown) => ({ [operator]: { [key]: value } });
  const deny = (Sid: string, what: object, Condition: object) => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    ...what,
    Resource: everything,
    Condition,
  });
  file.add(
    S3BucketPolicy,
    "backup",
    {
      bucket: bucket.id,
      policy: policyDocument([
        deny("DenyPlainHttp", { Action: "s3:*" }, when("Bool", "aws:SecureTransport", "false")),
        deny(
          "DenyEveryoneElse",
          { Action: "s3:*" },
          when(
            "ArnNotEquals",
            "aws:PrincipalArn",
            hcl.list`concat(${owners}, ${variables.backupReaderArns}, [${writer.arn}])`,
          ),
        ),
        deny(
          "DenyReadersAllButReading",
          { NotAction: ["s3:GetObject*", "s3:ListBucket*", "s3:GetBucket*"] },
          when("ArnNotEquals", "aws:PrincipalArn", hcl.list`concat(${owners}, [${writer.arn}])`),
        ),
        deny(
          "DenyHostAllButWriting",
          { NotAction: ["s3:PutObject", "s3:ListBucket"] },
          when("ArnEquals", "aws:PrincipalArn", writer.arn),
        ),
      ]),
    },
    "Only denies, by the principal's ARN: it grants nobody anything that IAM does not, and survives the re-creation of a\nuser or role under its name.",
  );
}
