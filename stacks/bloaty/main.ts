import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { type Account, currentAccount } from "../../constructs/aws/account";
import type { PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

/** main.tf: provider configuration, and whose account it is. */
export function awsProvider(stack: PlainStack, variables: Inputs): Account {
  const main = stack.file("main.tf");
  main.add(AwsProvider, "aws", {
    region: variables.region.stringValue,
    defaultTags: [{ tags: { Project: "bloaty" } }],
  });
  main.add(RandomProvider, "random", {});
  return currentAccount(main);
}
