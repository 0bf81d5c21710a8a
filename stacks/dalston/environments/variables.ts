import { bucketName } from "../../../constructs/aws/bucket-name";
import { cidrList } from "../../../constructs/aws/cidr";
import { countingOrNull, matching, rule, volumeSize } from "../../../constructs/aws/validations";
import { hcl, type PlainStack } from "../../../constructs/plain";
import { SERVICES } from "../host";

export type Inputs = ReturnType<typeof inputs>;

/** variables.tf of an environment; terraform.tfvars holds the values. */
export function inputs(stack: PlainStack, name: string) {
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
      validation: volumeSize("root volume", 20),
    }),
    dataVolumeSize: file.variable("data_volume_size", {
      type: "number",
      description: "Size of the data volume in GiB: Postgres and the model cache. It can grow, never shrink.",
      validation: volumeSize("data volume", 10),
    }),
    repositoryUrl: file.variable("repository_url", {
      type: "string",
      description: "Git repository of Dalston; for a private one README.md says what the host needs.",
      validation: matching(
        "^https://[A-Za-z0-9._~/:%+-]+$",
        "The repository must be an https:// URL without credentials in it.",
      ),
    }),
    repositoryRevision: file.variable("repository_revision", {
      type: "string",
      description: "Branch, tag or commit (all 40 digits) that the host runs; it must have the services.",
      validation: (revision) => [
        rule(
          hcl.bool`can(regex("^[A-Za-z0-9_][A-Za-z0-9._/-]*$", ${revision})) && !strcontains(${revision}, "..")`,
          "A revision starts with a letter or digit and has letters, digits, dots, slashes, hyphens and underscores.",
        ),
        rule(
          hcl.bool`!can(regex("^[0-9a-f]{7,39}$", ${revision}))`,
          "A commit is named by all its 40 digits: a server gives out none by an abbreviation (git rev-parse).",
        ),
      ],
    }),
    services: file.variable("services", {
      type: "list(string)",
      description:
        "Services of docker-compose.yml that the host runs. With gpu_enabled an engine's -cpu is left out.",
      default: SERVICES,
      nullable: false,
      validation: (services) => [
        rule(
          hcl.bool`length(${services}) > 0 && alltrue([for service in ${services} : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]*$", service))])`,
          "Name at least one service; a name has letters, digits, dots, hyphens and underscores.",
        ),
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
      validation: cidrList(),
    }),
    artifactsBucket: file.variable("artifacts_bucket", {
      type: "string",
      description: `Name of the artifacts bucket; ${name}-artifacts-{account-id} when null.`,
      default: null,
      validation: bucketName,
    }),
    jobRetentionDays: file.variable("job_retention_days", {
      type: "number",
      description:
        "Days after which the audio and transcripts in jobs/ are deleted from the bucket; never when null.",
      default: null,
      validation: countingOrNull(
        "Jobs are kept for a whole number of days, at least one, or for ever (null).",
      ),
    }),
    tags: file.variable("tags", {
      type: "map(string)",
      description: "Tags for all resources, besides Project and Environment.",
      default: {},
      nullable: false,
    }),
  };
}
