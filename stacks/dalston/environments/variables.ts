import type { TerraformVariable } from "cdktf";
import { bucketName } from "../../../constructs/aws/bucket-name";
import { cidrList } from "../../../constructs/aws/cidr";
import { hcl, type PlainStack } from "../../../constructs/plain";
import { SERVICES } from "../host";

export type Inputs = ReturnType<typeof inputs>;

/** variables.tf of an environment; terraform.tfvars holds the values. */
export function inputs(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    region: file.variable("region", { type: "string", description: "AWS region to deploy to." }),
    availabilityZone: file.variable("availability_zone", {
      type: "string",
      description: "Zone of the region for host and data volume. The volume cannot move: chosen once.",
    }),
    instanceType: file.variable("instance_type", {
      type: "string",
      description: "EC2 instance type: t3.xlarge for transcription on the CPU, g4dn.xlarge with gpu_enabled.",
    }),
    rootVolumeSize: file.variable("root_volume_size", {
      type: "number",
      description:
        "Size of the root volume in GiB: the system and Docker's images. At least 100 is taken with gpu_enabled.",
      validation: [
        {
          condition: hcl.bool`var.root_volume_size >= 20 && var.root_volume_size <= 16384`,
          errorMessage: "The root volume must have 20 to 16384 GiB.",
        },
      ],
    }),
    dataVolumeSize: file.variable("data_volume_size", {
      type: "number",
      description: "Size of the data volume in GiB: Postgres and the model cache. It can grow, never shrink.",
      validation: [
        {
          condition: hcl.bool`var.data_volume_size >= 10 && var.data_volume_size <= 16384`,
          errorMessage: "The data volume must have 10 to 16384 GiB.",
        },
      ],
    }),
    repositoryUrl: file.variable("repository_url", {
      type: "string",
      description: "Git repository of Dalston; for a private one README.md says what the host needs.",
      validation: [
        {
          condition: hcl.bool`can(regex("^https://[A-Za-z0-9._~/:%+-]+$", var.repository_url))`,
          errorMessage: "The repository must be an https:// URL without credentials in it.",
        },
      ],
    }),
    repositoryRevision: revision(file),
    services: file.variable("services", {
      type: "list(string)",
      description:
        "Services of docker-compose.yml that the host runs. With gpu_enabled an engine's -cpu is left out.",
      default: SERVICES,
      nullable: false,
      validation: [
        {
          condition: hcl.bool`length(var.services) > 0 && alltrue([for service in var.services : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]*$", service))])`,
          errorMessage:
            "Name at least one service; a name has letters, digits, dots, hyphens and underscores.",
        },
      ],
    }),
    composeOverride: file.variable("compose_override", {
      type: "string",
      description:
        "File of your own instead of infra/docker/docker-compose.aws.yml, for a revision with other services.",
      default: null,
    }),
    gpuEnabled: file.variable("gpu_enabled", {
      type: "bool",
      description: "Installs the NVIDIA driver and starts the GPU engines; needs a GPU instance type.",
      default: false,
      nullable: false,
    }),
    sshKeyName: file.variable("ssh_key_name", {
      type: "string",
      description: "Existing EC2 key pair for SSH; none when null (EC2 Instance Connect works without).",
      default: null,
    }),
    sshTemporaryCidrs: file.variable("ssh_temporary_cidrs", {
      type: "list(string)",
      description:
        "IPv4 networks that may reach port 22 until Tailscale runs: your own address, then empty again.",
      default: [],
      nullable: false,
      validation: cidrList("ssh_temporary_cidrs"),
    }),
    artifactsBucket: file.variable("artifacts_bucket", {
      type: "string",
      description: "Name of the artifacts bucket; dalston-artifacts-{account-id} when null.",
      default: null,
      validation: bucketName("artifacts_bucket"),
    }),
    jobRetentionDays: file.variable("job_retention_days", {
      type: "number",
      description:
        "Days after which the audio and transcripts in jobs/ are deleted from the bucket; never when null.",
      default: null,
      validation: [
        {
          condition: hcl.bool`var.job_retention_days == null ? true : var.job_retention_days >= 1 && floor(var.job_retention_days) == var.job_retention_days`,
          errorMessage: "Jobs are kept for a whole number of days, at least one, or for ever (null).",
        },
      ],
    }),
    tags: file.variable("tags", {
      type: "map(string)",
      description: "Tags for all resources, besides Project and Environment.",
      default: {},
      nullable: false,
    }),
  };
}

function revision(file: ReturnType<PlainStack["file"]>): TerraformVariable {
  return file.variable("repository_revision", {
    type: "string",
    description: "Branch, tag or commit (all 40 digits) that the host runs; it must have the services.",
    validation: [
      {
        condition: hcl.bool`can(regex("^[A-Za-z0-9_][A-Za-z0-9._/-]*$", var.repository_revision)) && !strcontains(var.repository_revision, "..")`,
        errorMessage:
          "A revision starts with a letter or digit and has letters, digits, dots, slashes, hyphens and underscores.",
      },
      {
        condition: hcl.bool`!can(regex("^[0-9a-f]{7,39}$", var.repository_revision))`,
        errorMessage:
          "A commit is named by all its 40 digits: a server gives out none by an abbreviation (git rev-parse).",
      },
    ],
  });
}
