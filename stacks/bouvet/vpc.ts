import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { TerraformResource } from "cdktf";
import { Firewall } from "../../constructs/aws/firewall";
import { type PublicNetwork, publicNetwork } from "../../constructs/aws/public-network";
import type { PlainStack } from "../../constructs/plain";
import { INSTANCE_TYPE } from "./instance-type";
import type { Inputs } from "./variables";

export interface Network extends PublicNetwork {
  readonly firewall: SecurityGroup;
  readonly everythingOut: TerraformResource;
}

/** vpc.tf: a VPC with one public subnet, and a security group that lets SSH in. */
export function vpc(stack: PlainStack, { availabilityZone, sshAllowedCidrs }: Inputs): Network {
  const file = stack.file("vpc.tf");
  const network = publicNetwork(file, {
    name: "bouvet",
    cidrBlock: "10.0.0.0/16",
    subnet: () => "10.0.1.0/24",
    instanceType: INSTANCE_TYPE,
    zones: "metal",
    zone: availabilityZone,
    move: "with a new machine: terraform apply with this availability_zone and -replace=aws_subnet.public",
    why: {
      noFlowLogs: "Flow logs are billed by the GB; one machine with one open port has little to log.",
      publicAddresses: "The first boot begins before the Elastic IP is there.",
    },
  });
  const firewall = new Firewall(file, "host", {
    name: "bouvet",
    description: "Bouvet host: SSH in, everything out",
    vpcId: network.vpc.id,
  });
  firewall.admit(
    "ssh",
    { description: "SSH", from: sshAllowedCidrs, port: 22 },
    {
      skip: {
        "CKV_AWS_24, AVD-AWS-0107":
          "Keys only; the document's commands name no address. ssh_allowed_cidrs narrows it.",
      },
    },
  );
  const everythingOut = firewall.letOut("Packages, Firecracker, S3", {
    "CKV_AWS_382, AVD-AWS-0104":
      "Ubuntu's and GitHub's addresses change, and a sandbox may reach the internet.",
  });
  return { ...network, firewall: firewall.group, everythingOut };
}
