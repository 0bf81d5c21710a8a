import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { defaultVpc } from "../../constructs/aws/default-vpc";
import { ANYWHERE, Firewall } from "../../constructs/aws/firewall";
import { offeringsOf } from "../../constructs/aws/zones";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Network {
  readonly subnetId: string;
  readonly firewall: Firewall;
}

/** network.tf: a public subnet of the default VPC, and bloaty-sg. */
export function defaultNetwork(stack: PlainStack, { instanceType, sshAllowedCidrs }: Inputs): Network {
  const file = stack.file("network.tf");
  const vpcId = defaultVpc(file);
  const offerings = offeringsOf(file, instanceType.stringValue, {
    name: "host",
    comment: "Not every zone offers every type: us-east-1e has no t3.",
  });
  const subnets = file.add(DataAwsSubnets, "default", {
    filter: [
      { name: "vpc-id", values: [vpcId] },
      { name: "default-for-az", values: ["true"] },
      { name: "availability-zone", values: offerings.locations },
    ],
    lifecycle: {
      postcondition: [
        {
          condition: hcl.bool`length(self.ids) > 0`,
          errorMessage: `The default VPC has no default subnet in a zone that offers ${instanceType}.`,
        },
      ],
    },
  });
  const firewall = new Firewall(file, "host", {
    name: "bloaty-sg",
    description: "Bloaty: SSH from the owner, HTTP and HTTPS from anywhere",
    vpcId,
  });
  firewall.admit("ssh", { description: "SSH", from: sshAllowedCidrs, port: 22 });
  firewall.admit(
    "http",
    {
      description: "HTTP: redirects to HTTPS, and proves the domain to Let's Encrypt",
      from: ANYWHERE,
      port: 80,
    },
    { skip: { "CKV_AWS_260, AVD-AWS-0107": "A public site." } },
  );
  firewall.admit(
    "https",
    { description: "HTTPS", from: ANYWHERE, port: 443 },
    { skip: { "AVD-AWS-0107": "A public site." } },
  );
  firewall.letOut("Packages, Docker Hub, Claude API, AWS APIs", {
    "CKV_AWS_382, AVD-AWS-0104": "None of these has fixed addresses.",
  });
  return { subnetId: hcl`sort(${subnets.ids})[0]`, firewall };
}
