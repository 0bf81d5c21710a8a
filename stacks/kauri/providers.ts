import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Locals } from "./locals";

/** providers.tf. */
export function awsProvider(stack: PlainStack, locals: Locals): void {
  stack.file("providers.tf").add(AwsProvider, "aws", {
    region: hcl`var.aws_region`,
    defaultTags: [{ tags: hcl.map`${locals.tags}` }],
  });
}
