import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

/** main.tf: provider configuration. */
export function awsProvider(stack: PlainStack, variables: Inputs): void {
  stack.file("main.tf").add(AwsProvider, "aws", {
    region: variables.region.stringValue,
    defaultTags: [{ tags: { Project: "iris" } }],
  });
}
