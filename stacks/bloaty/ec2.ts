import type { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { amazonLinux } from "../../constructs/aws/amazon-linux";
import { fixedAddress, metadata, rootVolume } from "../../constructs/aws/host";
import type { InstanceRole } from "../../constructs/aws/instance-role";
import type { PlainStack } from "../../constructs/plain";
import type { Network } from "./network";
import type { Inputs } from "./variables";

export interface InstanceProps {
  readonly variables: Inputs;
  readonly network: Network;
  readonly role: InstanceRole;
}

export interface Host {
  readonly instance: Instance;
  readonly address: Eip;
}

/** ec2.tf: bloaty-prod and its address. */
export function instance(stack: PlainStack, { variables, network, role }: InstanceProps): Host {
  const file = stack.file("ec2.tf");
  const image = amazonLinux(file, "x86_64");
  const machine = file.add(
    Instance,
    "host",
    {
      ami: image.id,
      instanceType: variables.instanceType.stringValue,
      keyName: variables.sshKeyName.stringValue,
      subnetId: network.subnetId,
      ebsOptimized: true,
      vpcSecurityGroupIds: [network.firewall.group.id],
      iamInstanceProfile: role.profile.name,
      metadataOptions: metadata(1),
      rootBlockDevice: {
        ...rootVolume(variables.rootVolumeSize.numberValue, "bloaty-prod"),
        deleteOnTermination: variables.disposable.booleanValue,
      },
      tags: { Name: "bloaty-prod" },
      lifecycle: { ignoreChanges: ["ami", "key_name", "subnet_id"] },
    },
    {
      above: [
        "No user data: deploy/setup-ec2.sh configures the host, from the repository's clone, and can be run again. So no",
        "change of a script ever replaces the machine. The default subnet gives it a public address until the Elastic",
        "IP is there.",
      ].join("\n"),
      skip: { CKV_AWS_126: "Metrics by the minute are billed, and nothing here watches them." },
      on: {
        metadata_options: "One hop: the host's scripts use the role, a container cannot reach it.",
        root_block_device:
          "Postgres, the uploads and the certificate are on it: it outlives the machine, whatever ends that. Without an\ninstance it has to be mounted, or deleted, by hand.",
        lifecycle:
          "None of these may replace the machine, and the data's volume with it: a newer image, another key pair, which counts\nat launch only, a new default subnet. terraform apply -replace=aws_instance.host does.",
      },
    },
  );
  const keeps = "What the DNS record points to: stays the same over stop and start.";
  const address = fixedAddress(file, machine, "bloaty-prod", keeps);
  return { instance: machine, address };
}
