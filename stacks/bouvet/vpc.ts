import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator } from "cdktf";
import { emptyDefaultSecurityGroup } from "../../constructs/aws/default-security-group";
import { staysInZone, zoneOffers, zonesOffering } from "../../constructs/aws/zones";
import { hcl, type PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Inputs } from "./variables";

export interface Network {
  readonly subnet: Subnet;
  readonly firewall: SecurityGroup;
  readonly internet: Route;
  readonly routing: RouteTableAssociation;
  readonly everythingOut: VpcSecurityGroupEgressRule;
}

/** vpc.tf: a VPC with one public subnet, and a security group that lets SSH in. */
export function publicNetwork(stack: PlainStack, variables: Inputs): Network {
  const file = stack.file("vpc.tf");
  const vpc = file.add(
    Vpc,
    "main",
    {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: "bouvet" },
    },
    {
      skip: {
        "CKV2_AWS_11, AVD-AWS-0178":
          "Flow logs are billed by the GB; one machine with one open port has little to log.",
      },
    },
  );
  emptyDefaultSecurityGroup(file, vpc);
  const gateway = file.add(InternetGateway, "main", { vpcId: vpc.id, tags: { Name: "bouvet" } });
  const zones = zonesOffering(file, INSTANCE_TYPE, {
    name: "metal",
    comment: `Not every zone offers ${INSTANCE_TYPE}.`,
  });
  const zone = file.local("zone", hcl.any`coalesce(${variables.availabilityZone}, try(${zones}[0], "none"))`);
  const subnet = file.add(
    Subnet,
    "public",
    {
      vpcId: vpc.id,
      availabilityZone: zone.asString,
      cidrBlock: "10.0.1.0/24",
      mapPublicIpOnLaunch: true,
      tags: { Name: "bouvet-public" },
      lifecycle: {
        ignoreChanges: ["availability_zone"],
        precondition: [zoneOffers(zone, zones, INSTANCE_TYPE)],
        postcondition: [
          staysInZone(
            "subnet",
            variables.availabilityZone,
            "with a new machine: terraform apply with this availability_zone and -replace=aws_subnet.public",
          ),
        ],
      },
    },
    {
      on: {
        lifecycle: "A zone that starts to offer the type must not move the subnet, and the machine with it.",
      },
      skip: { "CKV_AWS_130, AVD-AWS-0164": "The first boot begins before the Elastic IP is there." },
    },
  );
  const routes = file.add(RouteTable, "public", { vpcId: vpc.id, tags: { Name: "bouvet-public" } });
  const internet = file.add(Route, "internet", {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const routing = file.add(RouteTableAssociation, "public", {
    subnetId: subnet.id,
    routeTableId: routes.id,
  });
  return { subnet, internet, routing, ...firewall(stack, vpc, variables) };
}

function firewall(
  stack: PlainStack,
  vpc: Vpc,
  variables: Inputs,
): Pick<Network, "firewall" | "everythingOut"> {
  const file = stack.file("vpc.tf");
  const group = file.add(SecurityGroup, "host", {
    name: "bouvet",
    description: "Bouvet host: SSH in, everything out",
    vpcId: vpc.id,
    tags: { Name: "bouvet" },
  });
  const cidrs = TerraformIterator.fromList(variables.sshAllowedCidrs.listValue);
  file.add(
    VpcSecurityGroupIngressRule,
    "ssh",
    {
      forEach: cidrs,
      securityGroupId: group.id,
      description: "SSH",
      cidrIpv4: cidrs.value,
      ipProtocol: "tcp",
      fromPort: 22,
      toPort: 22,
    },
    {
      skip: {
        "CKV_AWS_24, AVD-AWS-0107":
          "Keys only; the document's commands name no address. ssh_allowed_cidrs narrows it.",
      },
    },
  );
  const everythingOut = file.add(
    VpcSecurityGroupEgressRule,
    "all",
    {
      securityGroupId: group.id,
      description: "Packages, Firecracker, S3",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    },
    {
      skip: {
        "CKV_AWS_382, AVD-AWS-0104":
          "Ubuntu's and GitHub's addresses change, and a sandbox may reach the internet.",
      },
    },
  );
  return { firewall: group, everythingOut };
}
