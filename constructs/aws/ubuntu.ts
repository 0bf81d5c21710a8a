import { DataAwsAmi, type DataAwsAmiConfig } from "@cdktf/provider-aws/lib/data-aws-ami";
import type { ElementScope } from "../plain";

const NAMES = {
  x86_64: "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*",
  arm64: "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-*",
};

/** Canonical's newest image of Ubuntu 22.04. With a count of 0 it is not looked for. */
export function ubuntu(
  scope: ElementScope,
  architecture: keyof typeof NAMES,
  { count }: Pick<DataAwsAmiConfig, "count"> = {},
): DataAwsAmi {
  return scope.add(
    DataAwsAmi,
    "ubuntu",
    {
      ...(count !== undefined && { count }),
      mostRecent: true,
      owners: ["099720109477"],
      filter: [
        { name: "name", values: [NAMES[architecture]] },
        { name: "architecture", values: [architecture] },
      ],
    },
    "Ubuntu 22.04 from Canonical.",
  );
}
