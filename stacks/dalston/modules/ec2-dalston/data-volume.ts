import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import type { TerraformLocal } from "cdktf";
import { hcl, type LocalModule } from "../../../../constructs/plain";
import type { Inputs } from "./inputs";

export interface DataVolume {
  readonly id: string;
  readonly availabilityZone: string;
  /** Zones that offer the host's type. */
  readonly zones: TerraformLocal;
  attachTo(host: Instance): void;
}

/** The volume that outlives the host, and so says in which zone the host is. */
export function dataVolume(module: LocalModule, variables: Inputs): DataVolume {
  const main = module.file("main.tf");
  const offerings = main.add(
    DataAwsEc2InstanceTypeOfferings,
    "host",
    {
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: [variables.instanceType.stringValue] }],
    },
    "Not every zone offers every type.",
  );
  const zones = main.local("zones", hcl.any`sort(${offerings.locations})`);
  const volume = main.add(
    EbsVolume,
    "data",
    {
      availabilityZone: hcl`coalesce(${variables.availabilityZone}, try(${zones}[0], "none"))`,
      type: "gp3",
      size: variables.dataVolumeSize.numberValue,
      encrypted: true,
      tags: { Name: "dalston-data" },
      lifecycle: { preventDestroy: true, ignoreChanges: ["availability_zone"] },
    },
    {
      above: "Postgres and the models. The host is made where the volume is, not the other way round.",
      on: {
        lifecycle:
          "Neither another instance type nor a careless destroy may cost the data. To give it up on purpose:\nterraform state rm the volume, and delete it by hand.",
      },
    },
  );
  return {
    id: volume.id,
    zones,
    availabilityZone: volume.availabilityZone,
    attachTo: (host) => {
      main.add(VolumeAttachment, "data", {
        deviceName: "/dev/xvdf",
        volumeId: volume.id,
        instanceId: host.id,
        stopInstanceBeforeDetaching: true,
      });
    },
  };
}
