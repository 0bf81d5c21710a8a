import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import type { Construct } from "constructs";
import { amazonLinux } from "../../../../constructs/aws/amazon-linux";
import { createdBlank } from "../../../../constructs/aws/data-volume";
import { metadata, rootVolume } from "../../../../constructs/aws/host";
import { hcl, LocalModule, type ModuleOutput } from "../../../../constructs/plain";
import { dataVolume } from "./data-volume";
import { firewall } from "./firewall";
import { instanceTypeIsRight } from "./instance-type";
import { type Ec2DalstonProps, inputs } from "./variables";

/** modules/ec2-dalston: the host, its data volume and its security group, in a subnet of the caller's. */
export class Ec2Dalston extends LocalModule {
  readonly instanceId: ModuleOutput;
  readonly dataVolumeId: ModuleOutput;

  constructor(scope: Construct, id: string, props: Ec2DalstonProps) {
    super(scope, id, { directory: "ec2-dalston", source: __dirname });
    const variables = inputs((name, config, prop) => this.input(name, config, props[prop]));
    const subnet = this.add(DataAwsSubnet, "host", {
      id: variables.subnetId.stringValue,
      lifecycle: {
        postcondition: [
          {
            condition: hcl.bool`self.map_public_ip_on_launch`,
            errorMessage:
              "The subnet gives no public addresses, without which the host reaches no package or image.",
          },
        ],
      },
    });
    const volume = dataVolume(this, subnet.availabilityZone, variables);
    const { group, everythingOut } = firewall(this, subnet, variables);
    const image = amazonLinux(this, "x86_64");
    const typeIsRight = instanceTypeIsRight(this, subnet.availabilityZone, variables);
    const created = createdBlank(this.file("main.tf"), volume);
    const host = this.add(
      Instance,
      "dalston",
      {
        ami: image.id,
        instanceType: variables.instanceType.stringValue,
        keyName: variables.sshKeyName.stringValue,
        subnetId: subnet.id,
        vpcSecurityGroupIds: [group.id],
        iamInstanceProfile: variables.instanceProfileName.stringValue,
        ebsOptimized: true,
        userDataReplaceOnChange: true,
        userData: hcl`templatefile("\${path.module}/../../../scripts/user-data.sh", {
          bucket              = ${variables.bucketName}
          region              = ${variables.region}
          data_volume_id      = ${volume.id}
          data_volume_created = ${created}
          parameters          = ${variables.parameters}
          gpu                 = ${variables.gpuEnabled}
        })`,
        metadataOptions: metadata(2),
        rootBlockDevice: rootVolume(
          hcl.number`max(${variables.rootVolumeSize}, ${variables.gpuEnabled} ? 100 : 0)`,
          `${variables.name}-root`,
        ),
        tags: { Name: variables.name.stringValue },
        lifecycle: { ignoreChanges: ["ami"], precondition: [typeIsRight] },
        dependsOn: [everythingOut],
      },
      {
        skip: {
          CKV_AWS_126: "Five-minute metrics are free, and nobody is woken by them.",
          CKV_AWS_341: "Containers use the role, and are one hop further away.",
        },
        on: {
          user_data_replace_on_change:
            "The script runs once, on the first boot: a changed one needs a new machine. /data comes along.",
          metadata_options: "Two hops: containers get the role's credentials too.",
          root_block_device: "The NVIDIA driver and the GPU engines' images are large.",
          depends_on: "The first boot downloads from the internet.",
          lifecycle:
            "A newer image must not replace the machine. To take one:\nterraform apply -replace=module.ec2_dalston.aws_instance.dalston",
        },
      },
    );
    this.add(VolumeAttachment, "data", {
      deviceName: "/dev/xvdf",
      volumeId: volume.id,
      instanceId: host.id,
      stopInstanceBeforeDetaching: true,
    });
    this.instanceId = this.output("instance_id", { description: "ID of the instance.", value: host.id });
    this.dataVolumeId = this.output("data_volume_id", {
      description: "ID of the data volume.",
      value: volume.id,
    });
  }
}
