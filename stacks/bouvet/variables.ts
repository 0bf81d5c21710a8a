import { bucketName } from "../../constructs/aws/bucket-name";
import { cidrList } from "../../constructs/aws/cidr";
import {
  keyPairName,
  matching,
  matchingOrNull,
  positive,
  volumeSize,
} from "../../constructs/aws/validations";
import type { PlainStack } from "../../constructs/plain";
import { FIRECRACKER } from "./scripts";

export type Inputs = ReturnType<typeof inputs>;

/** variables.tf: the document's four, then what an operator may want to change. */
export function inputs(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    sshKeyName: file.variable("ssh_key_name", {
      type: "string",
      description: "Name of an existing EC2 key pair for SSH access.",
      validation: keyPairName(),
    }),
    region: file.variable("region", {
      type: "string",
      description: "AWS region to deploy to.",
      default: "us-east-1",
      nullable: false,
    }),
    spotPrice: file.variable("spot_price", {
      type: "number",
      description: "Most to pay for the Spot Instance, in USD per hour.",
      default: 1.5,
      nullable: false,
      validation: positive("The maximum price must be above 0."),
    }),
    s3Bucket: file.variable("s3_bucket", {
      type: "string",
      description: "Name of the image bucket to create; bouvet-images-{random} when null.",
      default: null,
      validation: bucketName,
    }),
    sshAllowedCidrs: file.variable("ssh_allowed_cidrs", {
      type: "list(string)",
      description: 'IPv4 networks that may reach port 22. Narrow it to your own address: ["203.0.113.7/32"].',
      default: ["0.0.0.0/0"],
      nullable: false,
      // The document's commands, which name no address, must be enough to log in.
      validation: cidrList({ widest: 0 }),
    }),
    availabilityZone: file.variable("availability_zone", {
      type: "string",
      description:
        "Zone for the subnet and the instance; the first that offers the instance type when null. Another one later is refused, with how to move.",
      default: null,
    }),
    amiId: file.variable("ami_id", {
      type: "string",
      description:
        "Image for the instance; Canonical's newest Ubuntu 22.04 when null. Only read when the instance is created.",
      default: null,
      validation: matchingOrNull("^ami-[0-9a-f]+$", "An image id looks like ami-0123456789abcdef0."),
    }),
    rootVolumeSize: file.variable("root_volume_size", {
      type: "number",
      description:
        "Size of the root volume in GiB: the system, the images and the VMs' working copies of them.",
      default: 50,
      nullable: false,
      validation: volumeSize("root volume", 20),
    }),
    mcpBinaryUri: file.variable("mcp_binary_uri", {
      type: "string",
      description:
        "S3 URI of the bouvet-mcp binary; s3://{image bucket}/bin/bouvet-mcp when null. Another bucket's own policy must let the role bouvet-ec2 read it.",
      default: null,
      validation: matchingOrNull(
        "^s3://[a-z0-9.-]+/[A-Za-z0-9._/-]+$",
        "The binary's source must be an S3 URI, such as s3://bucket/bin/bouvet-mcp.",
      ),
    }),
    firecrackerVersion: file.variable("firecracker_version", {
      type: "string",
      description: "Firecracker release to install.",
      default: FIRECRACKER.version,
      nullable: false,
      validation: matching("^v[0-9]+[.][0-9]+[.][0-9]+$", "A Firecracker release looks like v1.17.0."),
    }),
    firecrackerSha256: file.variable("firecracker_sha256", {
      type: "string",
      description:
        "SHA-256 of that release's x86_64 archive; the first boot stops when it is another version's. The release's own sum when empty.",
      default: FIRECRACKER.sha256,
      nullable: false,
      validation: matching("^([0-9a-f]{64})?$", "A SHA-256 has 64 lower-case hexadecimal digits."),
    }),
  };
}
