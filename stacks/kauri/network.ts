import { type PublicNetwork, publicNetwork } from "../../constructs/aws/public-network";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Inputs } from "./variables";

/** network.tf: a VPC of its own with one public subnet. */
export function ownNetwork(stack: PlainStack, variables: Inputs): PublicNetwork {
  return publicNetwork(stack.file("network.tf"), {
    name: variables.projectName.stringValue,
    cidrBlock: variables.vpcCidr.stringValue,
    subnet: (vpc) => hcl`cidrsubnet(${vpc.cidrBlock}, 1, 0)`,
    instanceType: INSTANCE_TYPE,
    zone: variables.availabilityZone,
    move: "with its data: terraform apply with this availability_zone, data_snapshot_id = the snapshot of a stopped host's data volume, -replace=aws_subnet.public and -replace=aws_ebs_volume.data",
    why: {
      noFlowLogs: "Flow logs are billed by the GB, and the budget is for a demo.",
      publicAddresses: "For the minute of the first boot before the Elastic IP is there.",
    },
  });
}
