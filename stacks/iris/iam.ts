import { type Account, currentAccount } from "../../constructs/aws/account";
import { type InstanceRole, instanceRole, SESSION_MANAGER } from "../../constructs/aws/instance-role";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Role extends InstanceRole {
  readonly account: Account;
}

/** iam.tf: the host may read one parameter and be reached through Session Manager, and nothing else. */
export function hostRole(stack: PlainStack, variables: Inputs): Role {
  const file = stack.file("iam.tf");
  const account = currentAccount(file);
  const path = hcl`trimprefix(${variables.apiKeyParameter}, "/")`;
  const parameter = `arn:${account.partition}:ssm:${variables.region}:${account.id}:parameter/${path}`;
  const role = instanceRole(file, {
    name: "host",
    roleName: "iris-ec2",
    description: "IRIS host: reads the key of the OpenAI API, answers Session Manager",
    policy: "host",
    policyName: "iris-host",
    policyComment: {
      above:
        "Session Manager by these five actions: AmazonSSMManagedInstanceCore would let the host read every parameter.",
      skip: {
        CKV_AWS_290: "Session Manager's actions are those of AWS's own example, on no resource.",
        CKV_AWS_355: "Session Manager's actions are those of AWS's own example, on no resource.",
      },
    },
    statements: [
      { Sid: "ReadApiKey", Effect: "Allow", Action: "ssm:GetParameter", Resource: parameter },
      SESSION_MANAGER,
    ],
  });
  return { ...role, account };
}
