import type { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { fixedAddress, metadata, rootVolume } from "../../constructs/aws/host";
import type { InstanceRole } from "../../constructs/aws/instance-role";
import { ubuntu } from "../../constructs/aws/ubuntu";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import { FIRECRACKER } from "./scripts";
import type { Inputs } from "./variables";
import type { Network } from "./vpc";

export interface HostProps {
  readonly variables: Inputs;
  readonly network: Network;
  readonly images: S3Bucket;
  readonly role: InstanceRole;
}

export interface Host {
  readonly instance: Instance;
  readonly address: Eip;
}

/** ec2.tf: the Spot Instance and its address. */
export function metalInstance(stack: PlainStack, { variables, network, images, role }: HostProps): Host {
  const file = stack.file("ec2.tf");
  const image = ubuntu(file, "x86_64");
  const instance = file.add(
    Instance,
    "host",
    {
      ami: hcl`coalesce(${variables.amiId}, ${image.id})`,
      instanceType: INSTANCE_TYPE,
      keyName: variables.sshKeyName.stringValue,
      subnetId: network.subnet.id,
      vpcSecurityGroupIds: [network.firewall.id],
      iamInstanceProfile: role.profile.name,
      ebsOptimized: true,
      userDataReplaceOnChange: true,
      userData: hcl`templatefile("\${path.module}/scripts/user-data.sh", {
        bucket              = ${images.id}
        region              = ${variables.region}
        binary_uri          = coalesce(${variables.mcpBinaryUri}, ${`s3://${images.id}/bin/bouvet-mcp`})
        firecracker_version = ${variables.firecrackerVersion}
        firecracker_sha256  = ${variables.firecrackerSha256}
        service_unit        = file("\${path.module}/scripts/bouvet.service")
      })`,
      instanceMarketOptions: {
        marketType: "spot",
        spotOptions: {
          maxPrice: variables.spotPrice.stringValue,
          spotInstanceType: "persistent",
          instanceInterruptionBehavior: "stop",
        },
      },
      metadataOptions: metadata(1),
      rootBlockDevice: rootVolume(variables.rootVolumeSize.numberValue, "bouvet"),
      timeouts: { create: "20m", update: "30m", delete: "30m" },
      tags: { Name: "bouvet" },
      lifecycle: {
        ignoreChanges: ["ami"],
        precondition: [
          {
            condition: hcl.bool`${variables.firecrackerVersion} == ${FIRECRACKER.version} || ${variables.firecrackerSha256} != ${FIRECRACKER.sha256}`,
            errorMessage: "Another firecracker_version needs its own firecracker_sha256, or an empty one.",
          },
        ],
      },
      dependsOn: [network.internet, network.routing, network.everythingOut, role.policy],
    },
    {
      above: [
        "aws_spot_instance_request is the legacy API: it does not tag the instance. From provider 5.100 on, destroying",
        "this resource cancels the Spot request before it terminates the instance; older ones let it start another.",
      ].join("\n"),
      on: {
        user_data_replace_on_change:
          "The script runs once, on the first boot: a changed one needs a new machine.",
        instance_market_options:
          "Only the instance of a persistent request can be stopped and started by hand, and a persistent request\nneeds an interruption behaviour other than terminate.",
        metadata_options: "One hop: a microVM, one router further away, cannot fetch the role's credentials.",
        timeouts: "Bare metal takes its time.",
        lifecycle:
          "A newer image must not replace the machine; terraform apply -replace=aws_instance.host does.",
        precondition: "Not in the variable: before Terraform 1.9 a validation sees no other variable.",
        depends_on: "The first boot downloads from the internet and reads the bucket.",
      },
      skip: { CKV_AWS_126: "Metrics by the minute are billed, and nothing here watches them." },
    },
  );
  const keeps = "Keeps the address over a manual stop and start.";
  const address = fixedAddress(file, instance, "bouvet", keeps);
  return { instance, address };
}
