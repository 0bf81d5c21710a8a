import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { PlainStack } from "../../constructs/plain";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

/** providers.tf. */
export function awsProvider(stack: PlainStack, { region }: Inputs, { tags }: Locals): void {
  stack.file("providers.tf").add(AwsProvider, "aws", {
    region: region.stringValue,
    defaultTags: [{ tags: tags.asStringMap }],
  });
}
