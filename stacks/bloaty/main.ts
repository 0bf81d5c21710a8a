import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Account {
  readonly id: string;
  /** ARN of whoever runs Terraform. */
  readonly callerArn: string;
  /** Second part of every ARN: `aws`, or that of a region of its own. */
  readonly partition: string;
}

/** main.tf: provider configuration, and whose account it is. */
export function awsProvider(stack: PlainStack, variables: Inputs): Account {
  const main = stack.file("main.tf");
  main.add(AwsProvider, "aws", {
    region: variables.region.stringValue,
    defaultTags: [{ tags: { Project: "bloaty" } }],
  });
  main.add(RandomProvider, "random", {});
  const caller = main.add(DataAwsCallerIdentity, "current", {});
  const { partition } = main.add(DataAwsPartition, "current", {});
  return { id: caller.accountId, callerArn: caller.arn, partition };
}
