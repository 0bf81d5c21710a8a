import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Id } from "@cdktf/provider-random/lib/id";
import { privateBucket } from "../../constructs/aws/private-bucket";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

const REBUILT = "The images are built elsewhere and can be uploaded again.";

/** s3.tf: the image bucket. */
export function imageBucket(stack: PlainStack, variables: Inputs): S3Bucket {
  const file = stack.file("s3.tf");
  const suffix = file.add(Id, "bucket", { byteLength: 4 }, "Bucket names are unique in all of AWS.");
  return privateBucket(
    file,
    "images",
    {
      bucket: hcl`coalesce(${variables.s3Bucket}, ${`bouvet-images-${suffix.hex}`})`,
      forceDestroy: true,
    },
    {
      on: { force_destroy: REBUILT },
      skip: {
        "CKV_AWS_18, AVD-AWS-0089": "One reader, the host; nothing in it is secret.",
        "CKV_AWS_21, AVD-AWS-0090": REBUILT,
        CKV_AWS_144: REBUILT,
        "CKV_AWS_145, AVD-AWS-0132": "Encrypted by S3's own keys: nothing in it is secret.",
        CKV2_AWS_61: "An image stays until it is replaced.",
        CKV2_AWS_62: "Nobody waits for an upload but the host, which asks.",
      },
    },
  );
}
