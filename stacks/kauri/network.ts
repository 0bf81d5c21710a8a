import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./compute";
import type { Inputs } from "./variables";

export interface Network {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly internet: Route;
}

/** network.tf: a VPC of its own with one public subnet. */
export function network(stack: PlainStack, variables: Inputs): Network {
  const file = stack.file("network.tf");
  const name = variables.projectName.stringValue;
  const vpc = file.add(Vpc, "main", {
    cidrBlock: variables.vpcCidr.stringValue,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: name },
  });
  const gateway = file.add(InternetGateway, "main", { vpcId: vpc.id, tags: { Name: name } });
  const offerings = file.add(
    DataAwsEc2InstanceTypeOfferings,
    "host",
    {
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: [INSTANCE_TYPE] }],
    },
    `Not every zone offers ${INSTANCE_TYPE}.`,
  );
  const zones = file.local("zones", hcl.any`sort(${offerings.locations})`);
  const zone = file.local("zone", hcl.any`coalesce(${variables.availabilityZone}, try(${zones}[0], "none"))`);
  const subnet = file.add(
    Subnet,
    "public",
    {
      vpcId: vpc.id,
      availabilityZone: zone.asString,
      cidrBlock: hcl`cidrsubnet(${vpc.cidrBlock}, 1, 0)`,
      mapPublicIpOnLaunch: true,
      tags: { Name: hcl`"\${${variables.projectName}}-public"` },
      lifecycle: {
        ignoreChanges: ["availability_zone"],
        precondition: [
          {
            condition: hcl.bool`contains(${zones}, ${zone})`,
            errorMessage: hcl`"${INSTANCE_TYPE} is not offered in zone \${${zone}}, only in: \${join(", ", ${zones})}."`,
          },
        ],
      },
    },
    {
      on: {
        map_public_ip_on_launch: "For the minute of the first boot before the Elastic IP is there.",
        lifecycle: "A zone that starts to offer the type must not move the subnet, and the machine with it.",
      },
    },
  );
  const routes = file.add(RouteTable, "public", {
    vpcId: vpc.id,
    tags: { Name: hcl`"\${${variables.projectName}}-public"` },
  });
  const internet = file.add(Route, "internet", {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  file.add(RouteTableAssociation, "public", { subnetId: subnet.id, routeTableId: routes.id });
  return { vpc, subnet, internet };
}
