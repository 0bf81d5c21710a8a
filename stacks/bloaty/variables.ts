import { bucketName } from "../../constructs/aws/bucket-name";
import { cidrList } from "../../constructs/aws/cidr";
import { matching, matchingOrNull, rule, volumeSize } from "../../constructs/aws/validations";
import { hcl, type PlainStack } from "../../constructs/plain";

export type Inputs = ReturnType<typeof inputs>;

/** variables.tf: who gets in and under which name, then the host, the backups, and the end. */
export function inputs(stack: PlainStack) {
  return { ...access(stack), ...host(stack), ...backups(stack) };
}

function access(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    sshKeyName: file.variable("ssh_key_name", {
      type: "string",
      description: "Name of an existing EC2 key pair for SSH access; counts when the instance is created.",
      nullable: false,
      validation: matching("[^ ]", "The key pair must have a name."),
    }),
    sshAllowedCidrs: file.variable("ssh_allowed_cidrs", {
      type: "list(string)",
      description: 'IPv4 addresses that may reach port 22: your own, as ["203.0.113.7/32"].',
      nullable: false,
      // The document: YOUR_IP/32.
      validation: cidrList({ widest: 32, required: true }),
    }),
    domain: file.variable("domain", {
      type: "string",
      description: "Domain of an existing public Route 53 hosted zone; no DNS record is made when null.",
      default: null,
      validation: matchingOrNull(
        "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$",
        "A domain is written in lower case and without a dot at its end, such as bloaty.com.",
      ),
    }),
    subdomain: file.variable("subdomain", {
      type: "string",
      description: "Name below the domain, such as app; the domain itself when null.",
      default: null,
      validation: matchingOrNull(
        "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        "A subdomain is one name of lower-case letters, digits and hyphens, such as app.",
      ),
    }),
    region: file.variable("region", {
      type: "string",
      description: "AWS region to deploy to.",
      default: "us-east-1",
      nullable: false,
    }),
  };
}

function host(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    instanceType: file.variable("instance_type", {
      type: "string",
      description: "EC2 instance type, x86_64; another one stops and starts the instance.",
      default: "t3.small",
      nullable: false,
    }),
    rootVolumeSize: file.variable("root_volume_size", {
      type: "number",
      description:
        "Size of the root volume in GiB: the system, the images and all data. It can grow, never shrink.",
      default: 20,
      nullable: false,
      validation: volumeSize("root volume", 20),
    }),
  };
}

function backups(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    backupBucket: file.variable("backup_bucket", {
      type: "string",
      description: "Name of the backup bucket to create; bloaty-backups-{random} when null.",
      default: null,
      validation: bucketName,
    }),
    backupReaderArns: file.variable("backup_reader_arns", {
      type: "list(string)",
      description: "ARNs of the IAM users that may download backups, as far as IAM lets them.",
      default: [],
      nullable: false,
      validation: (arns) => [
        rule(
          hcl.bool`alltrue([for arn in ${arns} : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:user/[A-Za-z0-9+=,.@_/-]+$", arn))])`,
          "Each entry must be a user's ARN, such as arn:aws:iam::{account}:user/you.",
        ),
      ],
    }),
    backupAdminArns: file.variable("backup_admin_arns", {
      type: "list(string)",
      description:
        "ARNs of IAM users and roles that manage the bucket, besides the account's root and whoever runs this: everyone who runs it in turn.",
      default: [],
      nullable: false,
      validation: (arns) => [
        rule(
          hcl.bool`alltrue([for arn in ${arns} : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(user|role)/[A-Za-z0-9+=,.@_/-]+$", arn))])`,
          "Each entry must be a user's or role's ARN, such as arn:aws:iam::{account}:role/deploy.",
        ),
      ],
    }),
    accessLogBucket: file.variable("access_log_bucket", {
      type: "string",
      description: "Existing bucket for the backup bucket's access log; no log when null.",
      default: null,
    }),
    disposable: file.variable("disposable", {
      type: "bool",
      description:
        "Whether terraform destroy takes the data along: every backup, and the root volume. Apply it first.",
      default: false,
      nullable: false,
    }),
  };
}
