import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import { Fn, TerraformIterator, TerraformOutput, TerraformVariable, Token } from "cdktf";
import { hcl } from "../../../../constructs/plain";
import type { AuthorStack } from "../author-code";

const AMI = "ami-0123456789abcdef0";

export function instanceWithEveryNestedBlock(stack: AuthorStack): void {
  const price = new TerraformVariable(stack, "spot_price", { type: "string", default: "1.50" });
  const instance = new Instance(stack, "aws_instance.full", {
    ami: AMI,
    instanceType: "c5.metal",
    availabilityZone: "us-east-1a",
    capacityReservationSpecification: { capacityReservationPreference: "open" },
    cpuOptions: { coreCount: 2, threadsPerCore: 1 },
    creditSpecification: { cpuCredits: "standard" },
    ebsBlockDevice: [
      { deviceName: "/dev/sdf", volumeSize: 20, volumeType: "gp3", encrypted: true, tags: { Name: "data" } },
      { deviceName: "/dev/sdg", volumeSize: 5, deleteOnTermination: false },
    ],
    enclaveOptions: { enabled: false },
    ephemeralBlockDevice: [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }],
    instanceMarketOptions: {
      marketType: "spot",
      spotOptions: {
        maxPrice: price.stringValue,
        spotInstanceType: "persistent",
        instanceInterruptionBehavior: "stop",
      },
    },
    maintenanceOptions: { autoRecovery: "disabled" },
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 2 },
    privateDnsNameOptions: { hostnameType: "ip-name", enableResourceNameDnsARecord: true },
    rootBlockDevice: { volumeType: "gp3", volumeSize: 50, encrypted: true, throughput: 125 },
    userData: "#!/bin/sh\nset -eu\necho \"$HOME\" 'a\\tb' > /etc/motd\n",
    tags: { Name: "full", Price: `\${var.spot_price} USD` },
    timeouts: { create: "20m", update: "5m" },
    lifecycle: {
      ignoreChanges: ["ami", "root_block_device[0].volume_size"],
      preventDestroy: true,
      precondition: [
        { condition: hcl.any`tonumber(${price.stringValue}) > 0`, errorMessage: "the price is positive" },
      ],
    },
  });
  new TerraformOutput(stack, "full_root_volume", { value: instance.rootBlockDevice.volumeId });
  new TerraformOutput(stack, "full_devices", { value: instance.ebsBlockDevice.get(0).volumeId });
}

export function instanceOnANetworkInterface(stack: AuthorStack): void {
  const file = stack.file("ec2.tf");
  const volume = file.add(EbsVolume, "data", {
    availabilityZone: "us-east-1a",
    size: 100,
    type: "gp3",
    iops: 3000,
    encrypted: true,
    finalSnapshot: true,
  });
  const instance = file.add(Instance, "interface", {
    instanceType: "t3.micro",
    ami: AMI,
    networkInterface: [{ deviceIndex: 0, networkInterfaceId: "eni-0123456789abcdef0" }],
    launchTemplate: { id: "lt-0123456789abcdef0", version: "$Latest" },
    userDataBase64: Fn.base64gzip(Fn.join("\n", ["#!/bin/sh", "echo hello"])),
    volumeTags: { Part: "data" },
    hibernation: false,
    lifecycle: { createBeforeDestroy: true, replaceTriggeredBy: ["aws_ebs_volume.data"] },
  });
  file.add(VolumeAttachment, "data", {
    deviceName: "/dev/sdf",
    instanceId: instance.id,
    volumeId: volume.id,
    stopInstanceBeforeDetaching: true,
  });
  file.output("interface_arn", { value: `${instance.arn}/volume/${volume.id}` });
}

export function launchTemplateAndAutoscaling(stack: AuthorStack): void {
  const extra = new TerraformVariable(stack, "extra_tags", {
    type: "map(string)",
    default: { team: "platform", cost: "42" },
  });
  const template = new LaunchTemplate(stack, "aws_launch_template.workers", {
    namePrefix: "workers-",
    imageId: AMI,
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { volumeSize: 30, volumeType: "gp3", encrypted: "true" } },
      { deviceName: "/dev/xvdb", noDevice: "true" },
    ],
    iamInstanceProfile: { name: "workers" },
    instanceRequirements: {
      memoryMib: { min: 2048, max: 8192 },
      vcpuCount: { min: 1 },
      allowedInstanceTypes: ["t3.*", "m5.large"],
      acceleratorCount: { max: 0 },
    },
    metadataOptions: { httpTokens: "required" },
    monitoring: { enabled: true },
    networkInterfaces: [
      { associatePublicIpAddress: "false", securityGroups: ["sg-1", "sg-2"], deviceIndex: 0 },
    ],
    placement: { tenancy: "default" },
    tagSpecifications: [
      { resourceType: "instance", tags: { Name: "worker" } },
      { resourceType: "volume", tags: Token.asStringMap(Fn.merge([extra.value, { Name: "worker" }])) },
    ],
    userData: Fn.base64encode("#cloud-config\npackages:\n  - docker\n"),
    updateDefaultVersion: true,
  });
  const tags = TerraformIterator.fromMap(Token.asStringMap(extra.value));
  new AutoscalingGroup(stack, "aws_autoscaling_group.workers", {
    minSize: 0,
    maxSize: 4,
    desiredCapacity: 0,
    vpcZoneIdentifier: ["subnet-1", "subnet-2"],
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: 25 },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.id, version: "$Latest" },
        override: [
          { instanceType: "t3.small", weightedCapacity: "1" },
          { instanceRequirements: { memoryMib: { min: 4096 }, vcpuCount: { min: 2 } } },
        ],
      },
    },
    instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 50 }, triggers: ["tag"] },
    tag: tags.dynamic({ key: tags.key, value: tags.value, propagate_at_launch: true }),
  });
  new AutoscalingGroup(stack, "aws_autoscaling_group.plain", {
    minSize: 1,
    maxSize: 1,
    availabilityZones: ["us-east-1a"],
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    tag: [
      { key: "Name", value: "plain", propagateAtLaunch: true },
      { key: "Version", value: `v${template.latestVersion}`, propagateAtLaunch: false },
    ],
    initialLifecycleHook: [{ name: "up", lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING" }],
  });
}
