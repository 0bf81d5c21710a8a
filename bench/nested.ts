import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeUniqueId } from "cdktf/lib/private/unique";

/** Resources in constructs that are nested five deep, with the names that cdktf gives them. */
export function writeNested(
  folder: string,
  size: number,
): { readonly source: string; readonly schema: string } {
  const vpcs: Record<string, object> = {};
  const subnets: Record<string, object> = {};
  for (let index = 0; index < size; index += 1) {
    const around = [`region-${Math.floor(index / 500)}`, "account", `network-${Math.floor(index / 50)}`];
    const vpcIds = [...around, "core", "vpc"];
    const vpc = makeUniqueId(vpcIds);
    if (index % 50 === 0) {
      vpcs[vpc] = { ...metadata(vpcIds, vpc), cidr_block: "10.0.0.0/8", tags: { Name: "grid" } };
      continue;
    }
    const ids = [...around, `zone-${index}`, "subnet"];
    const name = makeUniqueId(ids);
    subnets[name] = {
      ...metadata(ids, name),
      vpc_id: `\${aws_vpc.${vpc}.id}`,
      cidr_block: `\${cidrsubnet(aws_vpc.${vpc}.cidr_block, 16, ${index % 50})}`,
      tags: { Name: `grid-${index}-\${aws_vpc.${vpc}.id}` },
      depends_on: [`aws_vpc.${vpc}`],
    };
  }
  const [source, schema] = [join(folder, "grid.tf.json"), join(folder, "schema.json")];
  writeFileSync(
    source,
    JSON.stringify(
      {
        "//": { metadata: { backend: "local", stackName: "grid", version: "0.21.0" } },
        terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
        resource: { aws_vpc: vpcs, aws_subnet: subnets },
      },
      null,
      2,
    ),
  );
  writeFileSync(schema, JSON.stringify(SCHEMA));
  return { source, schema };
}

function metadata(ids: readonly string[], uniqueId: string): object {
  return { "//": { metadata: { path: ["grid", ...ids].join("/"), uniqueId } } };
}

const ATTRIBUTES = {
  vpc_id: { type: "string", required: true },
  cidr_block: { type: "string", optional: true },
  tags: { type: ["map", "string"], optional: true },
};

/** What the provider's own schema says of these two, so that no Terraform has to be asked. */
const SCHEMA = {
  format_version: "1.0",
  provider_schemas: {
    "registry.terraform.io/hashicorp/aws": {
      resource_schemas: {
        aws_vpc: { block: { attributes: ATTRIBUTES } },
        aws_subnet: { block: { attributes: ATTRIBUTES } },
      },
    },
  },
};
