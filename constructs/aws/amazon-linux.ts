import {
  DataAwsSsmParameter,
  type DataAwsSsmParameterConfig,
} from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { type ElementScope, hcl } from "../plain";

/** An image as AWS names it now. It changes with every release: `lifecycle { ignore_changes = [ami] }`. */
export interface NewestImage {
  /** Its id, for a lookup without a count. */
  readonly id: string;
  /** A list of its id, or of nothing, for a lookup with a count. */
  readonly ids: string[];
}

/**
 * The newest full image of Amazon Linux 2023, with its default kernel: AWS's own public parameter, which stays when
 * the kernel of today is no longer published
 * (https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli). With a count of 0 it is not looked for.
 */
export function amazonLinux(
  scope: ElementScope,
  architecture: "x86_64" | "arm64",
  { count }: Pick<DataAwsSsmParameterConfig, "count"> = {},
): NewestImage {
  const parameter = scope.add(
    DataAwsSsmParameter,
    "amazon_linux",
    {
      ...(count !== undefined && { count }),
      name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
    },
    "AWS keeps it at the newest full image with the default kernel. Public: nothing secret is in it.",
  );
  return {
    id: hcl`nonsensitive(${parameter.value})`,
    ids: hcl.list`[for parameter in ${parameter} : nonsensitive(parameter.value)]`,
  };
}
