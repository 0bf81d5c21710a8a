import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Id } from "@cdktf/provider-random/lib/id";
import { privateBucket } from "../../constructs/aws/private-bucket";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

/** s3.tf: the image bucket. */
export function imageBucket(stack: PlainStack, variables: Inputs): S3Bucket {
  const file = stack.file("s3.tf");
  const suffix = file.add(Id, "bucket", { byteLength: 4 }, "Bucket names are unique in all of AWS.");
  return privateBucket(
    file,
    "images",
    {
      bucket: hcl`coalesce(${variables.s3Bucket}, "bouvet-images-\${${suffix.hex}}")`,
      forceDestroy: true,
    },
    "Emptied on destroy: the images are built elsewhere and can be uploaded again.",
  );
}
