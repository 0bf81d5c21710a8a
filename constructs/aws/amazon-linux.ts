import { DataAwsAmi, type DataAwsAmiConfig } from "@cdktf/provider-aws/lib/data-aws-ami";
import type { ElementScope } from "../plain";

/**
 * The newest full image of Amazon Linux 2023. The name has the release right after `al2023-ami-`, which the
 * minimal and the ECS images (`al2023-ami-minimal-…`, `al2023-ami-ecs-…`) have not; images of several kernels
 * are published together, and "most recent" alone would pick one by chance. With a count of 0 it is not looked for.
 */
export function amazonLinux(
  scope: ElementScope,
  architecture: "x86_64" | "arm64",
  { count }: Pick<DataAwsAmiConfig, "count"> = {},
): DataAwsAmi {
  return scope.add(
    DataAwsAmi,
    "amazon_linux",
    {
      ...(count !== undefined && { count }),
      mostRecent: true,
      owners: ["amazon"],
      filter: [{ name: "name", values: [`al2023-ami-2023.*-kernel-6.1-${architecture}`] }],
    },
    "The full image of one kernel: al2023-ami-minimal-*, al2023-ami-ecs-* and newer kernels do not match.",
  );
}
