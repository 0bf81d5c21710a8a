import type { TerraformVariable } from "cdktf";
import { bucketName } from "../../constructs/aws/bucket-name";
import { cidr, cidrList } from "../../constructs/aws/cidr";
import {
  all,
  countingOrNull,
  keyPairName,
  matching,
  matchingOrNull,
  positive,
  rule,
  volumeSize,
  without,
} from "../../constructs/aws/validations";
import { hcl, type PlainStack, type TerraformFile } from "../../constructs/plain";
import { cronForm } from "./cron";

export type Inputs = ReturnType<typeof inputs>;

/** variables.tf: the document's, each with what belongs to it. */
export function inputs(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    ...general(file),
    ...alerting(file),
    ...secrets(file),
    ...market(file),
    ...storage(file),
    ...location(file),
  };
}

function general(file: TerraformFile) {
  return {
    sshKeyName: file.variable("ssh_key_name", {
      type: "string",
      description: "Name of an existing EC2 key pair for SSH access.",
      validation: keyPairName(),
    }),
    region: file.variable("aws_region", {
      type: "string",
      description: "AWS region to deploy to.",
      default: "eu-west-1",
      nullable: false,
      validation: matching("^[a-z]{2}-[a-z]+-[0-9]$", "A region looks like eu-west-1."),
    }),
    projectName: file.variable("project_name", {
      type: "string",
      description:
        "Name of the project: in the names of everything, in the tag Project, which its budget counts by, and in the path of its parameters.",
      default: "kauri",
      nullable: false,
      validation: all(
        matching(
          "^[a-z][a-z0-9-]{0,18}[a-z0-9]$",
          "The project's name has 2 to 20 lower-case letters, digits and hyphens, and begins with a letter.",
        ),
        without(
          "^(aws|ssm|global$)",
          "Parameter Store refuses names that begin with aws or ssm, and global is the account's budget.",
        ),
      ),
    }),
    additionalTags: file.variable("additional_tags", {
      type: "map(string)",
      description: "More tags for everything that carries the tag Project.",
      default: {},
      nullable: false,
      validation: (tags) => [
        rule(
          hcl.bool`alltrue([for name in keys(${tags}) : !can(regex("^aws:|^(Project|Name)$", name))])`,
          "The tags Project and Name are set here, and names that begin with aws: belong to AWS.",
        ),
      ],
    }),
    allowedCidrs: file.variable("allowed_cidrs", {
      type: "list(string)",
      description:
        'IPv4 networks that may reach SSH (22) and Grafana (3000): ["203.0.113.7/32"]. Nobody when empty; Session Manager still works.',
      default: [],
      nullable: false,
      validation: cidrList(),
    }),
  };
}

function alerting(file: TerraformFile) {
  return {
    budgetNotificationEmails: file.variable("budget_notification_emails", {
      type: "list(string)",
      description: "Who gets the alerts of budgets and alarms. Each address gets a mail to confirm.",
      default: [],
      nullable: false,
      validation: (emails) => [
        rule(
          hcl.bool`alltrue([for email in ${emails} : can(regex("^[^@ ]+@[^@ .]+([.][^@ .]+)+$", email))])`,
          "Each entry must be an e-mail address, such as ops@example.com.",
        ),
      ],
    }),
    globalBudget: budget(file, "global_budget_usd", "Monthly budget of the whole account, in USD.", 30),
    projectBudget: budget(file, "project_budget_usd", "Monthly budget of the project, in USD.", 18),
  };
}

function budget(file: TerraformFile, name: string, description: string, amount: number): TerraformVariable {
  return file.variable(name, {
    type: "number",
    description,
    default: amount,
    nullable: false,
    validation: positive("The budget must be above 0."),
  });
}

function secrets(file: TerraformFile) {
  return {
    ssmParameters: file.variable("ssm_parameters", {
      type: 'map(object({ value = string, type = optional(string, "SecureString"), description = optional(string) }))',
      description:
        "Parameters to create in Parameter Store, each at /{project_name}/{key}: for -var-file or TF_VAR_ssm_parameters.",
      default: {},
      sensitive: true,
      nullable: false,
      validation: (parameters) => [
        rule(
          hcl.bool`alltrue([for name in keys(${parameters}) : can(regex("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){0,13}$", name))])`,
          "The name of a parameter has letters, digits, dots, hyphens and underscores, in up to 14 levels between slashes.",
        ),
        rule(
          hcl.bool`alltrue([for parameter in values(${parameters}) : contains(["SecureString", "String", "StringList"], parameter.type)])`,
          "The type of a parameter is SecureString, String or StringList.",
        ),
        rule(
          hcl.bool`alltrue([for parameter in values(${parameters}) : length(parameter.value) >= 1 && length(parameter.value) <= 4096])`,
          "The value of a parameter has 1 to 4096 characters.",
        ),
      ],
    }),
    ssmParametersVersion: file.variable("ssm_parameters_version", {
      type: "number",
      description:
        "When set, the values of ssm_parameters are only written to AWS and never to the state, which takes Terraform 1.11. Raise it to have changed values written; once set, it stays.",
      default: null,
      validation: countingOrNull("The version must be a whole number from 1 on."),
    }),
  };
}

function market(file: TerraformFile) {
  return {
    useSpotInstance: file.variable("use_spot_instance", {
      type: "bool",
      description:
        "Spot instead of on-demand. A change replaces the instance; its data volume and address stay.",
      default: false,
      nullable: false,
    }),
    schedulerEnabled: file.variable("scheduler_enabled", {
      type: "bool",
      description: "Whether the schedule starts and stops the instance.",
      default: true,
      nullable: false,
    }),
    schedulerStartExpression: cron(file, "start", "cron(0 7 ? * MON-FRI *)"),
    schedulerStopExpression: cron(file, "stop", "cron(0 21 ? * MON-FRI *)"),
    schedulerTimezone: file.variable("scheduler_timezone", {
      type: "string",
      description: "Time zone of both expressions, as in the IANA database.",
      default: "Europe/Paris",
      nullable: false,
      validation: matching(
        "^(UTC|(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_-]+(/[A-Z][A-Za-z_-]+)?)$",
        "A time zone is UTC or looks like Europe/Paris.",
      ),
    }),
  };
}

function cron(file: TerraformFile, verb: "start" | "stop", preset: string): TerraformVariable {
  const name = `scheduler_${verb}_expression`;
  return file.variable(name, {
    type: "string",
    description: `When to ${verb} the instance: cron(minutes hours day-of-month month day-of-week year).`,
    default: preset,
    nullable: false,
    validation: (expression) => [cronForm(expression)],
  });
}

function storage(file: TerraformFile) {
  return {
    dataVolumeSize: file.variable("data_volume_size", {
      type: "number",
      description: "Size of the data volume in GiB. It can grow, but not shrink.",
      default: 80,
      nullable: false,
      validation: volumeSize("data volume", 10),
    }),
    dataSnapshotId: file.variable("data_snapshot_id", {
      type: "string",
      description:
        "Snapshot to create the data volume from; a blank volume when null. Only read when it is created.",
      default: null,
      validation: matchingOrNull("^snap-[0-9a-f]+$", "A snapshot id looks like snap-0123456789abcdef0."),
    }),
    rootVolumeSize: file.variable("root_volume_size", {
      type: "number",
      description: "Size of the root volume in GiB: the system and the Docker images.",
      default: 30,
      nullable: false,
      validation: volumeSize("root volume", 10),
    }),
    bucketName: file.variable("bucket_name", {
      type: "string",
      description: "Name of the bucket to create; {project_name}-data-{account}-{region} when null.",
      default: null,
      validation: bucketName,
    }),
    bucketForceDestroy: file.variable("bucket_force_destroy", {
      type: "bool",
      description:
        "Whether terraform destroy may delete the bucket with everything in it. Takes an apply before the destroy.",
      default: false,
      nullable: false,
    }),
  };
}

function location(file: TerraformFile) {
  return {
    vpcCidr: file.variable("vpc_cidr", {
      type: "string",
      description: "Network of the VPC.",
      default: "10.42.0.0/24",
      nullable: false,
      validation: (network) => [
        ...cidr(network),
        rule(
          hcl.bool`endswith(${network}, "/24")`,
          "The VPC must have a network of 24 bits, such as 10.42.0.0/24.",
        ),
      ],
    }),
    availabilityZone: file.variable("availability_zone", {
      type: "string",
      description:
        "Zone for the subnet and the data volume; the first that offers the instance type when null. Another one later is refused, with how to move.",
      default: null,
    }),
  };
}
