import type { TerraformVariable } from "cdktf";

/** The module's variables: type and description of each, in the order of variables.tf. */
const INPUTS = {
  name: ["string", "Start of the names of what is created."],
  subnetId: ["string", "Subnet of the host; its zone is the data volume's, which cannot move."],
  instanceType: ["string", "EC2 instance type."],
  rootVolumeSize: ["number", "Size of the root volume in GiB."],
  dataVolumeSize: ["number", "Size of the data volume in GiB."],
  instanceProfileName: ["string", "Instance profile of the host."],
  sshKeyName: ["string", "EC2 key pair; none when null."],
  sshTemporaryCidrs: ["list(string)", "Networks besides Tailscale's that may reach port 22."],
  gpuEnabled: ["bool", "Whether to install the NVIDIA driver."],
  bucketName: ["string", "Name of the artifacts bucket."],
  region: ["string", "AWS region of the bucket and the parameters."],
  parameters: ["string", "Path in Parameter Store of what the host runs."],
} as const;

type Input = keyof typeof INPUTS;

/** A value for each variable of the module. */
export type Ec2DalstonProps = Readonly<Record<Input, unknown>>;
export type Inputs = Readonly<Record<Input, TerraformVariable>>;

/**
 * Declares all of them.
 *
 * @param declare declares one, by its Terraform name, and passes it the caller's value
 */
export function inputs(
  declare: (
    name: string,
    config: { readonly type: string; readonly description: string },
    prop: Input,
  ) => TerraformVariable,
): Inputs {
  const declared = Object.entries(INPUTS).map(([prop, [type, description]]) => {
    const name = prop.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [prop, declare(name, { type, description }, prop as Input)];
  });
  return Object.fromEntries(declared) as Inputs;
}
