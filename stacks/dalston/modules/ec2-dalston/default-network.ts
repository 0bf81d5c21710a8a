import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { hcl, type LocalModule } from "../../../../constructs/plain";
import type { DataVolume } from "./data-volume";

export interface DefaultNetwork {
  readonly vpcId: string;
  readonly subnet: DataAwsSubnet;
}

/** The default VPC, and its subnet in the zone of the data volume. */
export function defaultNetwork(module: LocalModule, volume: DataVolume): DefaultNetwork {
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
    availabilityZone: volume.zone.asString,
    defaultForAz: true,
  });
  return { vpcId, subnet };
}
