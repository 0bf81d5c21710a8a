import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { LocalModule } from "../../../../constructs/plain";
import type { Inputs } from "./variables";

/** The volume that outlives the host. */
export function dataVolume(module: LocalModule, zone: string, { name, dataVolumeSize }: Inputs): EbsVolume {
  return module.add(
    EbsVolume,
    "data",
    {
      availabilityZone: zone,
      type: "gp3",
      size: dataVolumeSize.numberValue,
      encrypted: true,
      tags: { Name: `${name}-data` },
      lifecycle: { preventDestroy: true },
    },
    {
      above: "Postgres, its password and the models.",
      skip: {
        CKV_AWS_189: "AWS's own key does: nobody else's account is to read the volume.",
        CKV2_AWS_9: "The document has no backup; README.md shows the snapshot by hand.",
      },
      on: {
        lifecycle:
          "Neither another zone nor a careless destroy may cost the data. To give it up on purpose:\nterraform state rm module.ec2_dalston.aws_ebs_volume.data, and delete it by hand.",
      },
    },
  );
}
