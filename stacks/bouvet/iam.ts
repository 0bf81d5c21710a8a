import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type InstanceRole, instanceRole } from "../../constructs/aws/instance-role";
import type { PlainStack } from "../../constructs/plain";

/** iam.tf: the host may read the image bucket and nothing else. */
export function imageReader(stack: PlainStack, images: S3Bucket): InstanceRole {
  return instanceRole(stack.file("iam.tf"), {
    name: "host",
    roleName: "bouvet-ec2",
    description: "Bouvet host: reads its images from S3",
    policy: "read_images",
    policyName: "read-images",
    statements: [
      { Sid: "ListImages", Effect: "Allow", Action: "s3:ListBucket", Resource: images.arn },
      { Sid: "ReadImages", Effect: "Allow", Action: "s3:GetObject", Resource: `${images.arn}/*` },
    ],
  });
}
