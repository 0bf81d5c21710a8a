import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import type { TerraformLocal } from "cdktf";
import { hcl, type LocalModule } from "../../../../constructs/plain";
import type { Inputs } from "./inputs";

export interface DataVolume {
  readonly id: string;
  /** The volume's zone. */
  readonly zone: TerraformLocal;
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
  const regular = main.add(
    DataAwsAvailabilityZones,
    "regular",
    { filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
    "No Local Zones: the default VPC has no subnets there.",
  );
  const zones = main.local("zones", hcl.any`sort(setintersection(${offerings.locations}, ${regular.names}))`);
  const wanted = main.local(
    "wanted_zone",
    hcl.any`coalesce(${variables.availabilityZone}, try(${zones}[0], "any zone"))`,
  );
  const volume = main.add(
    EbsVolume,
    "data",
    {
      availabilityZone: wanted.asString,
      type: "gp3",
      size: variables.dataVolumeSize.numberValue,
      encrypted: true,
      tags: { Name: `${variables.name}-data` },
      lifecycle: {
        preventDestroy: true,
        ignoreChanges: ["availability_zone"],
        precondition: [
          {
            condition: hcl.bool`contains(${zones}, ${wanted})`,
            errorMessage: hcl`"\${${variables.instanceType}} is not offered in \${${wanted}}, only in: \${join(", ", ${zones})}."`,
          },
        ],
      },
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
    // Read directly, any change of the volume would defer what is looked up by it, and replace the host.
    zone: main.local(
      "data_zone",
      volume.availabilityZone,
      "Through a local: a change of the volume must not touch the host.",
    ),
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
