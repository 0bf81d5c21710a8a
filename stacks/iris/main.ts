import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { hcl, type PlainStack } from "../../constructs/plain";

/** main.tf: provider configuration. */
export function awsProvider(stack: PlainStack): void {
  stack.file("main.tf").add(AwsProvider, "aws", {
    region: hcl`var.region`,
    defaultTags: [{ tags: { Project: "iris" } }],
  });
}
