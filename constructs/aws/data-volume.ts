import type { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { TerraformLocal } from "cdktf";
import { hcl, type TerraformFile } from "../plain";

/**
 * When a data volume was created blank, for `mount_volume` of `templates/partials/bash-data-volume.hbs`: a time
 * (RFC 3339), or `""` when the volume was created from a snapshot. Only its age tells a volume that nobody has written
 * to from one that is full of ciphertext.
 *
 * @param file where the local is printed
 * @param volume the volume, whose formatting is the host's
 */
export function createdBlank(file: TerraformFile, volume: EbsVolume): TerraformLocal {
  return file.local(
    "data_volume_created",
    hcl.any`${volume.snapshotId} == "" ? ${volume.createTime} : ""`,
    "The host formats a volume only soon after it was created, and never one that was created from a snapshot.",
  );
}
