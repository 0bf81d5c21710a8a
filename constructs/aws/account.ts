import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { TerraformFile } from "../plain";

/** Whose account it is, for ARNs. */
export interface Account {
  readonly id: string;
  /** ARN of whoever runs Terraform. */
  readonly callerArn: string;
  /** Second part of every ARN: aws; aws-cn in China, aws-us-gov in GovCloud. */
  readonly partition: string;
}

/** Looks up the account that Terraform is run for. */
export function currentAccount(file: TerraformFile): Account {
  const caller = file.add(DataAwsCallerIdentity, "current", {});
  const { partition } = file.add(DataAwsPartition, "current", {});
  return { id: caller.accountId, callerArn: caller.arn, partition };
}
