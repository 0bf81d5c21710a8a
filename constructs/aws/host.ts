import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import type { TerraformFile } from "../plain";

/**
 * Metadata, and with it the role's credentials, by token only (IMDSv2).
 *
 * @param hops how far away it is reached from: 1 the host's own processes, 2 its containers
 */
export function metadata(hops: 1 | 2) {
  return { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: hops };
}

/** An encrypted root volume. */
export function rootVolume(volumeSize: number, name: string) {
  return { volumeType: "gp3", volumeSize, encrypted: true, tags: { Name: name } };
}

/** An address of its own for a host, which it keeps. */
export function fixedAddress(file: TerraformFile, { id }: Instance, name: string, comment: string): Eip {
  return file.add(Eip, "host", { domain: "vpc", instance: id, tags: { Name: name } }, comment);
}
