import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import type { Precondition } from "cdktf";
import { zoneOffers, zonesOffering } from "../../../../constructs/aws/zones";
import { hcl, type LocalModule } from "../../../../constructs/plain";
import type { Inputs } from "./variables";

/**
 * What must hold of an instance type. AWS would say so too, but only when the old host is already gone.
 *
 * @param zone the zone of host and data
 */
export function instanceTypeIsRight(
  module: LocalModule,
  zone: string,
  { instanceType, gpuEnabled }: Inputs,
): Precondition {
  const name = instanceType.stringValue;
  const zones = zonesOffering(module.file("main.tf"), name);
  module.add(DataAwsEc2InstanceType, "host", {
    instanceType: name,
    lifecycle: {
      postcondition: [
        {
          condition: hcl.bool`contains(self.supported_architectures, "x86_64")`,
          errorMessage: `${instanceType} is not an x86_64 type, which the image is for.`,
        },
        {
          condition: hcl.bool`!${gpuEnabled} || length(self.gpus) > 0`,
          errorMessage: `${instanceType} has no GPU: gpu_enabled needs a type such as g4dn.xlarge.`,
        },
      ],
    },
  });
  return zoneOffers(zone, zones, name);
}
