import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { hcl, type PlainStack } from "../../constructs/plain";

/** main.tf: provider configuration, and whose account it is. */
export function awsProvider(stack: PlainStack): DataAwsCallerIdentity {
  const main = stack.file("main.tf");
  main.add(AwsProvider, "aws", {
    region: hcl`var.region`,
    defaultTags: [{ tags: { Project: "bloaty" } }],
  });
  main.add(RandomProvider, "random", {});
  return main.add(DataAwsCallerIdentity, "current", {});
}
