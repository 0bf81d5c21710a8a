import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Host } from "./ec2";
import type { Inputs } from "./variables";

/** dns.tf: the domain's record, where its zone is in Route 53. */
export function record(
  stack: PlainStack,
  { variables, host }: { readonly variables: Inputs; readonly host: Host },
): void {
  const file = stack.file("dns.tf");
  const zoneName = hcl`trimsuffix(${variables.route53Zone}, ".")`;
  const count = hcl.number`${variables.route53Zone} == null ? 0 : 1`;
  const zone = file.add(
    DataAwsRoute53Zone,
    "main",
    {
      count,
      name: variables.route53Zone.stringValue,
      lifecycle: {
        precondition: [
          {
            condition: hcl.bool`try(endswith(${`.${variables.domain}`}, ${`.${zoneName}`}), false)`,
            errorMessage:
              "route53_zone must be the zone that the domain is in: example.com for api.iris.example.com.",
          },
        ],
      },
    },
    "Without route53_zone the record is made by hand, wherever the domain's DNS is.",
  );
  file.add(Route53Record, "host", {
    count,
    zoneId: hcl`${zone}[0].zone_id`,
    name: variables.domain.stringValue,
    type: "A",
    ttl: 300,
    records: [host.address.publicIp],
  });
}
