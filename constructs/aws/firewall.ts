import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator, type TerraformResource, type TerraformVariable } from "cdktf";
import type { Comments, ElementScope } from "../plain";

/** The whole of IPv4. */
export const ANYWHERE = "0.0.0.0/0";

export interface FirewallProps {
  /** Name of the security group in AWS. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
}

/** A TCP port that is open. What is written first is printed first, as of any arguments. */
export interface Door {
  readonly description: string;
  /** A network, or a variable that lists networks: then a rule for each. */
  readonly from: string | TerraformVariable;
  readonly port: number;
}

/** A security group whose rules are resources of their own: one that changes leaves the others alone. */
export class Firewall {
  readonly group: SecurityGroup;
  /** What it lets through, in the order in which it was said. */
  readonly rules: TerraformResource[] = [];

  /**
   * @param scope the file (or module) that it is printed in
   * @param id Terraform name of the group
   */
  constructor(
    private readonly scope: ElementScope,
    id: string,
    { name, description, vpcId }: FirewallProps,
  ) {
    this.group = scope.add(SecurityGroup, id, { name, description, vpcId, tags: { Name: name } });
  }

  /**
   * Lets somebody in.
   *
   * @param id Terraform name of the rule
   * @param comment what a reviewer would ask, and what a scanner shall skip
   */
  admit(id: string, door: Door, comment?: string | Comments): void {
    const parts = {
      description: { description: door.description },
      from: networks(door.from),
      port: { ipProtocol: "tcp", fromPort: door.port, toPort: door.port },
    };
    const said = (Object.keys(door) as (keyof Door)[]).map((key) => parts[key]);
    const config = Object.assign({ securityGroupId: this.group.id }, ...said);
    this.rules.push(this.scope.add(VpcSecurityGroupIngressRule, id, config, comment));
  }

  /**
   * Lets the host reach everything.
   *
   * @param description what it fetches
   * @param skip why that is not narrower, by the scanners' names for it
   * @returns the rule, which a first boot that downloads depends on
   */
  letOut(description: string, skip: Comments["skip"]): VpcSecurityGroupEgressRule {
    const config = { securityGroupId: this.group.id, description, cidrIpv4: ANYWHERE, ipProtocol: "-1" };
    const rule = this.scope.add(VpcSecurityGroupEgressRule, "all", config, { skip });
    this.rules.push(rule);
    return rule;
  }
}

function networks(from: string | TerraformVariable): object {
  if (typeof from === "string") return { cidrIpv4: from };
  const cidrs = TerraformIterator.fromList(from.listValue);
  return { forEach: cidrs, cidrIpv4: cidrs.value };
}
