import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { hcl, type TerraformFile } from "../plain";

/**
 * The VPC that AWS gives an account in each region. Looked up by a list, so that one which was deleted is said to be
 * missing with the way to get it back, and not in the provider's words.
 *
 * @returns its id
 */
export function defaultVpc(file: TerraformFile): string {
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
  return hcl`one(${vpcs.ids})`;
}
