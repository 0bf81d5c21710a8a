import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

/** main.tf: provider configuration. */
export function awsProvider(stack: PlainStack, variables: Inputs): void {
  const main = stack.file("main.tf");
  main.add(AwsProvider, "aws", {
    region: variables.region.stringValue,
    defaultTags: [{ tags: { Project: "bouvet" } }],
  });
  main.add(RandomProvider, "random", {});
}
