import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import { DataResource } from "cdktf";
import { createdBlank } from "../../constructs/aws/data-volume";
import { fixedAddress, metadata, rootVolume } from "../../constructs/aws/host";
import type { InstanceRole } from "../../constructs/aws/instance-role";
import type { PublicNetwork } from "../../constructs/aws/public-network";
import { ubuntu } from "../../constructs/aws/ubuntu";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Inputs } from "./variables";

export interface HostProps {
  readonly variables: Inputs;
  readonly role: InstanceRole;
  readonly network: PublicNetwork;
  readonly firewall: SecurityGroup;
  readonly bucket: S3Bucket;
}

export interface Host {
  readonly instance: Instance;
  readonly volume: EbsVolume;
  readonly address: Eip;
}

/** compute.tf: the instance, its data volume and its address, below what the host may do. */
export function host(stack: PlainStack, props: HostProps): Host {
  const volume = dataVolume(stack, props);
  const instance = machine(stack, props, volume);
  const file = stack.file("compute.tf");
  file.add(
    VolumeAttachment,
    "data",
    {
      deviceName: "/dev/sdf",
      volumeId: volume.id,
      instanceId: instance.id,
      stopInstanceBeforeDetaching: true,
    },
    { on: { stop_instance_before_detaching: "Postgres has written everything before the volume goes." } },
  );
  const name = props.variables.projectName.stringValue;
  const keeps = "Keeps the address over stops, starts and replacements of the instance.";
  const address = fixedAddress(file, instance, name, keeps);
  return { instance, volume, address };
}

function dataVolume(stack: PlainStack, { variables, network }: HostProps): EbsVolume {
  return stack.file("compute.tf").add(
    EbsVolume,
    "data",
    {
      availabilityZone: network.subnet.availabilityZone,
      type: "gp3",
      size: variables.dataVolumeSize.numberValue,
      encrypted: true,
      snapshotId: variables.dataSnapshotId.stringValue,
      finalSnapshot: true,
      tags: { Name: `${variables.projectName}-data` },
      timeouts: { delete: "60m" },
      lifecycle: { ignoreChanges: ["availability_zone", "snapshot_id"] },
    },
    {
      above: "Postgres, Redis, ChromaDB and the models: outlives the instance.",
      on: {
        final_snapshot: "Terraform takes a snapshot before it deletes the volume, and leaves it.",
        timeouts:
          "By itself the provider waits ten minutes for the snapshot, too few for all of a volume, and takes another on the\nnext try.",
        lifecycle: "Neither a new subnet nor a forgotten variable may replace the volume by an empty one.",
      },
      skip: {
        "CKV_AWS_189, AVD-AWS-0027": "Encrypted by AWS's own key: nobody else's account is to read it.",
        CKV2_AWS_9: "A snapshot is taken before the volume goes; dumps go to the bucket.",
      },
    },
  );
}

function machine(stack: PlainStack, props: HostProps, volume: EbsVolume): Instance {
  const { variables, network, firewall, bucket, role } = props;
  const file = stack.file("compute.tf");
  const name = variables.projectName.stringValue;
  const market = file.add(
    DataResource,
    "market",
    { input: hcl.map`${variables.useSpotInstance} ? "spot" : "on-demand"` },
    "An instance keeps its market for life. The provider alone would not replace a Spot Instance whose options go.",
  );
  const image = ubuntu(file, "arm64");
  const instance = file.add(
    Instance,
    "host",
    {
      ami: image.id,
      instanceType: INSTANCE_TYPE,
      keyName: variables.sshKeyName.stringValue,
      subnetId: network.subnet.id,
      vpcSecurityGroupIds: [firewall.id],
      iamInstanceProfile: role.profile.name,
      ebsOptimized: true,
      userDataReplaceOnChange: true,
      userData: hcl`templatefile("\${path.module}/scripts/user-data.sh", {
        project             = ${variables.projectName}
        region              = ${variables.region}
        bucket              = ${bucket.id}
        data_volume_id      = ${volume.id}
        data_volume_created = ${createdBlank(file, volume)}
      })`,
      creditSpecification: { cpuCredits: "standard" },
      metadataOptions: metadata(2),
      rootBlockDevice: rootVolume(variables.rootVolumeSize.numberValue, name),
      tags: { Name: name },
      lifecycle: { ignoreChanges: ["ami"], replaceTriggeredBy: [market] },
      dependsOn: [network.internet, role.policy],
    },
    {
      on: {
        user_data_replace_on_change:
          "The script runs once, on the first boot: a changed one needs a new machine. The data stays.",
        instance_market_options:
          "Only the instance of a persistent request can be stopped and started by the schedule, and a persistent\nrequest needs an interruption behaviour other than terminate.",
        credit_specification: "Unlimited, the default of t4g, bills the CPU used above the baseline.",
        metadata_options: "Two hops: the containers use the role too.",
        lifecycle:
          "A newer image must not replace the machine; terraform apply -replace=aws_instance.host does.",
        depends_on: "The first boot downloads from the internet.",
      },
      skip: {
        CKV_AWS_126: "Metrics by the minute are billed; the alarms do with those of five.",
        CKV_AWS_341: "Containers use the role, and are one hop further away.",
      },
    },
  );
  // cdktf's own iterators repeat only what it knows as a list.
  instance.addOverride("dynamic.instance_market_options", {
    for_each: hcl.list`${variables.useSpotInstance} ? ["spot"] : []`,
    content: {
      market_type: "spot",
      spot_options: { spot_instance_type: "persistent", instance_interruption_behavior: "stop" },
    },
  });
  return instance;
}
