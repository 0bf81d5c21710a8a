import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { hcl, type LocalModule } from "../../../../constructs/plain";
import type { DataVolume } from "./data-volume";
import type { Inputs } from "./inputs";

/** The default VPC, and its subnet in the zone of the data volume. */
export function defaultNetwork(
  module: LocalModule,
  volume: DataVolume,
  { instanceType }: Inputs,
): { readonly vpcId: string; readonly subnetId: string } {
  const vpcs = module.add(DataAwsVpcs, "default", {
    filter: [{ name: "is-default", values: ["true"] }],
    lifecycle: {
      postcondition: [
        {
          condition: hcl.bool`length(self.ids) == 1`,
          errorMessage:
            "This region has no default VPC any more: aws ec2 create-default-vpc makes a new one.",
        },
      ],
    },
  });
  const vpcId = hcl`one(${vpcs.ids})`;
  const subnet = module.add(DataAwsSubnet, "host", {
    vpcId,
    availabilityZone: volume.availabilityZone,
    defaultForAz: true,
    lifecycle: {
      precondition: [
        {
          condition: hcl.bool`contains(${volume.zones}, ${volume.availabilityZone})`,
          errorMessage: hcl`"\${${instanceType}} is not offered in \${${volume.availabilityZone}}, where the data volume is, only in: \${join(", ", ${volume.zones})}."`,
        },
      ],
    },
  });
  return { vpcId, subnetId: subnet.id };
}
