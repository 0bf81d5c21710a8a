import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { zoneOffers, zonesOffering } from "../../constructs/aws/zones";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Inputs } from "./variables";

export interface Network {
  readonly vpcId: string;
  readonly subnet: DataAwsSubnet;
}

/** network.tf: the default VPC, where the console would put the machine too, and a subnet that takes it. */
export function defaultNetwork(stack: PlainStack, variables: Inputs): Network {
  const file = stack.file("network.tf");
  const vpcs = file.add(DataAwsVpcs, "default", {
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
  const zones = zonesOffering(file, INSTANCE_TYPE, { comment: `Not every zone offers ${INSTANCE_TYPE}.` });
  const zone = file.local("zone", hcl.any`coalesce(${variables.availabilityZone}, try(${zones}[0], "none"))`);
  const subnet = file.add(DataAwsSubnet, "host", {
    vpcId,
    availabilityZone: zone.asString,
    defaultForAz: true,
    lifecycle: {
      precondition: [zoneOffers(zone, zones, INSTANCE_TYPE)],
    },
  });
  return { vpcId, subnet };
}
