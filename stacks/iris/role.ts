import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { type InstanceRole, instanceRole } from "../../constructs/aws/instance-role";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

/** iam.tf: the host may read one parameter and nothing else. */
export function secretReader(stack: PlainStack, variables: Inputs): InstanceRole {
  const file = stack.file("iam.tf");
  const caller = file.add(DataAwsCallerIdentity, "current", {});
  // The name begins with a slash: there is none between it and the word parameter.
  const parameter = hcl`"arn:aws:ssm:\${${variables.region}}:\${${caller.accountId}}:parameter\${${variables.apiKeyParameter}}"`;
  return instanceRole(file, {
    name: "host",
    roleName: "iris-ec2",
    description: "IRIS host: reads the key of the OpenAI API",
    policy: "read_api_key",
    policyName: "read-api-key",
    statements: [{ Sid: "ReadApiKey", Effect: "Allow", Action: "ssm:GetParameter", Resource: parameter }],
  });
}
