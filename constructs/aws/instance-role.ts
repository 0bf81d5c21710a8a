import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Comments, ElementScope } from "../plain";

/** One statement of an IAM policy, spelled as AWS spells it. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Lets Session Manager reach the host, and nothing besides: AWS's managed policy lets it read every parameter too
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-add-permissions-to-existing-profile.html).
 */
export const SESSION_MANAGER: PolicyStatement = {
  Sid: "SessionManager",
  Effect: "Allow",
  Action: [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  Resource: "*",
};

export interface InstanceRoleProps {
  /** Terraform name of the role and its instance profile. */
  readonly name: string;
  /** Name of the role and its profile in AWS. */
  readonly roleName: string;
  /** Terraform name of the policy: what it is for. */
  readonly policy: string;
  /** Name of the policy in AWS. @default the role's */
  readonly policyName?: string;
  /** What a reviewer would ask about the policy. */
  readonly policyComment?: string | Comments;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

export interface InstanceRole {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;
  readonly profile: IamInstanceProfile;
}

/**
 * What an EC2 instance may do: a role that only EC2 can take, one inline policy, an instance profile.
 *
 * @param file file (or module) that it is printed in
 */
export function instanceRole(file: ElementScope, props: InstanceRoleProps): InstanceRole {
  const role = file.add(IamRole, props.name, {
    name: props.roleName,
    description: props.description,
    assumeRolePolicy: policyDocument([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
    ]),
  });
  const policy = file.add(
    IamRolePolicy,
    props.policy,
    {
      name: props.policyName ?? props.roleName,
      role: role.id,
      policy: policyDocument(props.statements),
    },
    props.policyComment,
  );
  const profile = file.add(IamInstanceProfile, props.name, { name: props.roleName, role: role.name });
  return { role, policy, profile };
}

/** An IAM policy as the JSON that AWS takes; the engine prints it as `jsonencode({ … })`. */
export function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
