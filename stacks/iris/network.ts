import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { defaultVpc } from "../../constructs/aws/default-vpc";
import { zoneFrom, zoneOffers, zonesOffering } from "../../constructs/aws/zones";
import type { PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Inputs } from "./variables";

export interface Network {
  readonly vpcId: string;
  readonly subnet: DataAwsSubnet;
}

/** network.tf: the default VPC, where the console would put the machine too, and a subnet that takes it. */
export function defaultNetwork(stack: PlainStack, { availabilityZone }: Inputs): Network {
  const file = stack.file("network.tf");
  const vpcId = defaultVpc(file);
  const zones = zonesOffering(file, INSTANCE_TYPE, { comment: `Not every zone offers ${INSTANCE_TYPE}.` });
  const zone = zoneFrom(file, availabilityZone, zones);
  const subnet = file.add(DataAwsSubnet, "host", {
    vpcId,
    availabilityZone: zone.asString,
    defaultForAz: true,
    lifecycle: { precondition: [zoneOffers(zone, zones, INSTANCE_TYPE)] },
  });
  return { vpcId, subnet };
}
