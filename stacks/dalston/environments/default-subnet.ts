import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { hcl, type TerraformFile } from "../../../constructs/plain";
import type { Inputs } from "./variables";

/** The default VPC's subnet in the zone where host and data are. */
export function defaultSubnet(file: TerraformFile, { region, availabilityZone: zone }: Inputs): string {
  const subnets = file.add(DataAwsSubnets, "default", {
    filter: [
      { name: "default-for-az", values: ["true"] },
      { name: "availability-zone", values: [zone.stringValue] },
    ],
    lifecycle: {
      postcondition: [
        {
          condition: hcl.bool`length(self.ids) == 1`,
          errorMessage: `${region} has no default subnet in ${zone}: aws ec2 create-default-vpc makes the default VPC anew, aws ec2 create-default-subnet --availability-zone a single subnet.`,
        },
      ],
    },
  });
  return hcl`one(${subnets.ids})`;
}
