import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { TerraformVariable } from "cdktf";
import type { TerraformFile } from "../plain";
import { emptyDefaultSecurityGroup } from "./default-security-group";
import { ANYWHERE } from "./firewall";
import { staysInZone, zoneFrom, zoneOffers, zonesOffering } from "./zones";

export interface PublicNetworkProps {
  /** What everything in it is called in the console. */
  readonly name: string;
  readonly cidrBlock: string;
  /** Network of the subnet, in that of the VPC. */
  readonly subnet: (vpc: Vpc) => string;
  /** The instance type that the subnet is for: it lies in a zone that offers it. */
  readonly instanceType: string;
  /** Terraform name of the list of those zones, as of `zonesOffering`. */
  readonly zones?: string;
  /** The variable that names the zone; null takes the first that offers the type. */
  readonly zone: TerraformVariable;
  /** What to do to have the subnet in another zone later, as of `staysInZone`. */
  readonly move: string;
  /** Why it has no flow logs, and why the machines in it get public addresses: for the scanners. */
  readonly why: { readonly noFlowLogs: string; readonly publicAddresses: string };
}

export interface PublicNetwork {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  /** The way out, which a first boot that downloads depends on. */
  readonly internet: Route;
  readonly routing: RouteTableAssociation;
}

/** A VPC with one subnet, whose machines reach the internet and are reached from it. */
export function publicNetwork(file: TerraformFile, props: PublicNetworkProps): PublicNetwork {
  const { name, instanceType, why } = props;
  const tags = { Name: `${name}-public` };
  const vpc = file.add(
    Vpc,
    "main",
    {
      cidrBlock: props.cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    },
    { skip: { "CKV2_AWS_11, AVD-AWS-0178": why.noFlowLogs } },
  );
  emptyDefaultSecurityGroup(file, vpc);
  const gateway = file.add(InternetGateway, "main", { vpcId: vpc.id, tags: { Name: name } });
  const zones = zonesOffering(file, instanceType, {
    ...(props.zones !== undefined && { name: props.zones }),
    comment: `Not every zone offers ${instanceType}.`,
  });
  const zone = zoneFrom(file, props.zone, zones);
  const subnet = file.add(
    Subnet,
    "public",
    {
      vpcId: vpc.id,
      availabilityZone: zone.asString,
      cidrBlock: props.subnet(vpc),
      mapPublicIpOnLaunch: true,
      tags,
      lifecycle: {
        ignoreChanges: ["availability_zone"],
        precondition: [zoneOffers(zone, zones, instanceType)],
        postcondition: [staysInZone("subnet", props.zone, props.move)],
      },
    },
    {
      on: {
        lifecycle: "A zone that starts to offer the type must not move the subnet, and the machine with it.",
      },
      skip: { "CKV_AWS_130, AVD-AWS-0164": why.publicAddresses },
    },
  );
  const routes = file.add(RouteTable, "public", { vpcId: vpc.id, tags });
  const internet = file.add(Route, "internet", {
    routeTableId: routes.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: gateway.id,
  });
  const routing = file.add(RouteTableAssociation, "public", { subnetId: subnet.id, routeTableId: routes.id });
  return { vpc, subnet, internet, routing };
}
