import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import type { Postcondition, Precondition, TerraformLocal, TerraformVariable } from "cdktf";
import { hcl, type TerraformFile } from "../plain";

/**
 * The zones of the region that offer an instance type, as a sorted list. Local Zones are left out: they are listed
 * among the type's zones and sort before the regular ones (us-east-1-bos-1a before us-east-1a), but a default VPC
 * has no subnet there, and few services do
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AvailabilityZone.html, optInStatus).
 *
 * @param file the file that the two data sources and the local stand in
 * @param instanceType the type, or an expression for it
 * @param name Terraform name of the local and of the list of offerings: `metal` gives `local.metal_zones`
 */
export function zonesOffering(
  file: TerraformFile,
  instanceType: string,
  { name = "host", comment = "Not every zone offers every type." } = {},
): TerraformLocal {
  const offerings = offeringsOf(file, instanceType, { name, comment });
  const regular = file.add(
    DataAwsAvailabilityZones,
    "regular",
    { filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
    "No Local Zones.",
  );
  return file.local(
    `${name}_zones`,
    hcl.any`sort(setintersection(${offerings.locations}, ${regular.names}))`,
  );
}

/** Where an instance type is offered, Local Zones included. */
export function offeringsOf(
  file: TerraformFile,
  instanceType: string,
  { name, comment }: { readonly name: string; readonly comment: string },
): DataAwsEc2InstanceTypeOfferings {
  return file.add(
    DataAwsEc2InstanceTypeOfferings,
    name,
    { locationType: "availability-zone", filter: [{ name: "instance-type", values: [instanceType] }] },
    comment,
  );
}

/**
 * The zone that a variable names, or the first of those that offer the type; `"none"` where there is none, which
 * `zoneOffers` then refuses with the reason.
 */
export function zoneFrom(
  file: TerraformFile,
  variable: TerraformVariable,
  zones: TerraformLocal,
): TerraformLocal {
  return file.local("zone", hcl.any`coalesce(${variable}, try(${zones}[0], "none"))`);
}

/**
 * Refuses a zone that does not offer the type, with those that do.
 *
 * @param zone the zone, a reference
 * @param zones what `zonesOffering` gave
 * @param instanceType the type, or an expression for it
 */
export function zoneOffers(
  zone: string | TerraformLocal,
  zones: TerraformLocal,
  instanceType: string,
): Precondition {
  const none = `No zone of this region offers the instance type ${instanceType}.`;
  const others = `${instanceType} is not offered in zone ${zone}, only in: ${hcl`join(", ", ${zones})`}.`;
  return {
    condition: hcl.bool`contains(${zones}, ${zone})`,
    errorMessage: hcl`length(${zones}) == 0 ? ${none} : ${others}`,
  };
}

/**
 * Refuses a zone that differs from the one in which something already is. Where `ignore_changes` keeps it in place,
 * so that a zone that starts to offer the type does not move it, a changed variable would do nothing, silently.
 *
 * @param what the thing that is in a zone: `subnet`
 * @param variable the variable that names the zone; null asks for nothing
 * @param move what to do to have it moved after all, as the end of the sentence "to move it, …"
 */
export function staysInZone(what: string, variable: TerraformVariable, move: string): Postcondition {
  return {
    condition: hcl.bool`${variable} == null || self.availability_zone == ${variable}`,
    errorMessage: `The ${what} is in \${self.availability_zone} and stays there. To move it, ${move}.`,
  };
}
