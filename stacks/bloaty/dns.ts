import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import type { Eip } from "@cdktf/provider-aws/lib/eip";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { TerraformCount, type TerraformLocal } from "cdktf";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Dns {
  /** Null without a domain. */
  readonly hostname: TerraformLocal;
  readonly record: Route53Record;
}

/** dns.tf: the A record, where there is a zone for it. */
export function addressRecord(stack: PlainStack, variables: Inputs, address: Eip): Dns {
  const file = stack.file("dns.tf");
  const hostname = file.local(
    "hostname",
    hcl.any`${variables.domain} == null ? null : join(".", compact([${variables.subdomain}, ${variables.domain}]))`,
  );
  const count = TerraformCount.of(hcl.number`${variables.domain} == null ? 0 : 1`);
  const zone = file.add(
    DataAwsRoute53Zone,
    "main",
    { count, name: variables.domain.stringValue, privateZone: false },
    "Registering a domain makes its zone; without a domain there is no record, and everything else works.",
  );
  const record = file.add(Route53Record, "host", {
    count,
    zoneId: hcl`${zone.fqn}[0].zone_id`,
    name: hostname.asString,
    type: "A",
    ttl: 300,
    records: [address.publicIp],
  });
  return { hostname, record };
}
