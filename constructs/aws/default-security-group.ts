import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { ElementScope } from "../plain";

/**
 * Takes every rule out of the security group that AWS makes with a VPC: whatever lands in it by omission reaches
 * nothing and is reached by nothing. It is adopted, not created, and stays when the configuration is destroyed.
 */
export function emptyDefaultSecurityGroup(scope: ElementScope, vpc: Vpc): DefaultSecurityGroup {
  return scope.add(
    DefaultSecurityGroup,
    "main",
    { vpcId: vpc.id },
    "No rules: what gets into it by omission reaches nothing.",
  );
}
