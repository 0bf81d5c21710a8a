import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { type InstanceRole, instanceRole } from "../../constructs/aws/instance-role";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Role extends InstanceRole {
  /** The partition that ARNs begin with. */
  readonly partition: DataAwsPartition;
}

/** iam.tf: the host may read one parameter and be reached through Session Manager, and nothing else. */
export function hostRole(stack: PlainStack, variables: Inputs): Role {
  const file = stack.file("iam.tf");
  const caller = file.add(DataAwsCallerIdentity, "current", {});
  const partition = file.add(DataAwsPartition, "current", {});
  const parameter = `arn:${partition.partition}:ssm:${variables.region}:${caller.accountId}:parameter/${hcl`trimprefix(${variables.apiKeyParameter}, "/")`}`;
  const role = instanceRole(file, {
    name: "host",
    roleName: "iris-ec2",
    description: "IRIS host: reads the key of the OpenAI API, answers Session Manager",
    policy: "host",
    policyName: "iris-host",
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-add-permissions-to-existing-profile.html
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
      {
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
      },
    ],
  });
  return { ...role, partition };
}
