import type { TerraformVariable, TerraformVariableConfig } from "cdktf";
import { hcl } from "../../../../constructs/plain";
import type { Ec2DalstonProps } from "./index";

export type Inputs = Readonly<Record<keyof Ec2DalstonProps, TerraformVariable>>;

type Declare = (
  name: string,
  config: TerraformVariableConfig & { readonly type: string; readonly description: string },
  prop: keyof Ec2DalstonProps,
) => TerraformVariable;

/** variables.tf of the module. */
export function inputs(declare: Declare): Inputs {
  const of = (
    prop: keyof Ec2DalstonProps,
    name: string,
    type: string,
    description: string,
    more: TerraformVariableConfig = {},
  ) => declare(name, { type, description, ...more }, prop);
  return {
    name: of("name", "name", "string", "Start of the names of what is created."),
    instanceType: of("instanceType", "instance_type", "string", "EC2 instance type."),
    availabilityZone: of(
      "availabilityZone",
      "availability_zone",
      "string",
      "Zone for the data volume; the first with the instance type when null.",
    ),
    rootVolumeSize: of("rootVolumeSize", "root_volume_size", "number", "Size of the root volume in GiB."),
    dataVolumeSize: of("dataVolumeSize", "data_volume_size", "number", "Size of the data volume in GiB.", {
      validation: [
        { condition: hcl.bool`var.data_volume_size > 0`, errorMessage: "The data volume must have a size." },
      ],
    }),
    instanceProfileName: of(
      "instanceProfileName",
      "instance_profile_name",
      "string",
      "Instance profile of the host.",
    ),
    sshKeyName: of("sshKeyName", "ssh_key_name", "string", "EC2 key pair; none when null."),
    sshTemporaryCidrs: of(
      "sshTemporaryCidrs",
      "ssh_temporary_cidrs",
      "list(string)",
      "Networks besides Tailscale's that may reach port 22.",
    ),
    gpuEnabled: of(
      "gpuEnabled",
      "gpu_enabled",
      "bool",
      "Whether to install the NVIDIA driver and start the GPU engines.",
    ),
    bucketName: of("bucketName", "bucket_name", "string", "Name of the artifacts bucket."),
    region: of("region", "region", "string", "AWS region of the bucket."),
    repositoryUrl: of("repositoryUrl", "repository_url", "string", "Git repository of Dalston."),
    repositoryBranch: of("repositoryBranch", "repository_branch", "string", "Branch to run."),
  };
}
