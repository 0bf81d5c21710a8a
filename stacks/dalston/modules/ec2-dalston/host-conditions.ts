import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import type { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import type { Precondition } from "cdktf";
import { hcl, type LocalModule } from "../../../../constructs/plain";
import type { DataVolume } from "./data-volume";
import type { Inputs } from "./inputs";

export interface HostConditionsProps {
  readonly variables: Inputs;
  readonly volume: DataVolume;
  readonly subnet: DataAwsSubnet;
}

/** What must hold before the host is made or replaced: each would otherwise fail late, or on the host. */
export function hostConditions(
  module: LocalModule,
  { variables, volume, subnet }: HostConditionsProps,
): Precondition[] {
  const { instanceType, gpuEnabled } = variables;
  const type = module.add(DataAwsEc2InstanceType, "host", { instanceType: instanceType.stringValue });
  return [
    {
      condition: hcl.bool`contains(${volume.zones}, ${volume.zone})`,
      errorMessage: hcl`"\${${instanceType}} is not offered in \${${volume.zone}}, where the data volume is, only in: \${join(", ", ${volume.zones})}."`,
    },
    {
      condition: hcl.bool`contains(${type}.supported_architectures, "x86_64")`,
      errorMessage: hcl`"\${${instanceType}} is not an x86_64 type, which the image is for."`,
    },
    {
      condition: hcl.bool`!${gpuEnabled} || length(${type}.gpus) > 0`,
      errorMessage: hcl`"\${${instanceType}} has no GPU: gpu_enabled needs a type such as g4dn.xlarge."`,
    },
    {
      condition: hcl.bool`${subnet}.map_public_ip_on_launch`,
      errorMessage:
        "The default subnet gives no public addresses, without which the host reaches no package or image.",
    },
  ];
}
