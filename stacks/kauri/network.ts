import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { emptyDefaultSecurityGroup } from "../../constructs/aws/default-security-group";
import { staysInZone, zoneOffers, zonesOffering } from "../../constructs/aws/zones";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
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
  const vpc = file.add(
    Vpc,
    "main",
    {
      cidrBlock: variables.vpcCidr.stringValue,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    },
    {
      skip: {
        "CKV2_AWS_11, AVD-AWS-0178": "Flow logs are billed by the GB, and the budget is for a demo.",
      },
    },
  );
  emptyDefaultSecurityGroup(file, vpc);
  const gateway = file.add(InternetGateway, "main", { vpcId: vpc.id, tags: { Name: name } });
  const zones = zonesOffering(file, INSTANCE_TYPE, { comment: `Not every zone offers ${INSTANCE_TYPE}.` });
  const zone = file.local("zone", hcl.any`coalesce(${variables.availabilityZone}, try(${zones}[0], "none"))`);
  const subnet = file.add(
    Subnet,
    "public",
    {
      vpcId: vpc.id,
      availabilityZone: zone.asString,
      cidrBlock: hcl`cidrsubnet(${vpc.cidrBlock}, 1, 0)`,
      mapPublicIpOnLaunch: true,
      tags: { Name: `${variables.projectName}-public` },
      lifecycle: {
        ignoreChanges: ["availability_zone"],
        precondition: [zoneOffers(zone, zones, INSTANCE_TYPE)],
        postcondition: [
          staysInZone(
            "subnet",
            variables.availabilityZone,
            "with its data: terraform apply with this availability_zone, data_snapshot_id = the snapshot of a stopped host's data volume, -replace=aws_subnet.public and -replace=aws_ebs_volume.data",
          ),
        ],
      },
    },
    {
      on: {
        lifecycle: "A zone that starts to offer the type must not move the subnet, and the machine with it.",
      },
      skip: {
        "CKV_AWS_130, AVD-AWS-0164": "For the minute of the first boot before the Elastic IP is there.",
      },
    },
  );
  const routes = file.add(RouteTable, "public", {
    vpcId: vpc.id,
    tags: { Name: `${variables.projectName}-public` },
  });
  const internet = file.add(Route, "internet", {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  file.add(RouteTableAssociation, "public", { subnetId: subnet.id, routeTableId: routes.id });
  return { vpc, subnet, internet };
}
