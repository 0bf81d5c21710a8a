import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type InstanceRole, instanceRole, SESSION_MANAGER } from "../../constructs/aws/instance-role";
import type { PlainStack } from "../../constructs/plain";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

export interface RoleProps {
  readonly variables: Inputs;
  readonly locals: Locals;
  readonly bucket: S3Bucket;
}

/** compute.tf: what the host may do. AWS's managed policies for these agents can read every parameter. */
export function hostRole(stack: PlainStack, { variables, locals, bucket }: RoleProps): InstanceRole {
  const { projectName, region } = variables;
  const { accountId, parameterPrefix, partition } = locals;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const parameters = arn("ssm", `parameter${parameterPrefix}`);
  return instanceRole(stack.file("compute.tf"), {
    name: "host",
    roleName: `${projectName}-host`,
    description: "Kauri host: its parameters, bucket, images, metrics and logs",
    policy: "host",
    policyName: "host",
    policyComment: {
      skip: {
        "CKV_AWS_290, CKV_AWS_355":
          "Metrics (of one namespace), Session Manager and the registry's login know no resources.",
      },
    },
    statements: [
      {
        Sid: "ReadParameters",
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
        // The path itself for GetParametersByPath, which names no parameter.
        Resource: [parameters, `${parameters}/*`],
      },
      {
        Sid: "ListBucket",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketLocation"],
        Resource: bucket.arn,
      },
      {
        Sid: "ReadWriteObjects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:RestoreObject", "s3:AbortMultipartUpload"],
        Resource: `${bucket.arn}/*`,
      },
      {
        Sid: "Metrics",
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": projectName.stringValue } },
      },
      {
        Sid: "Logs",
        Effect: "Allow",
        Action: [
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents",
          "logs:PutRetentionPolicy",
        ],
        Resource: arn("logs", `log-group:/${projectName}/*`),
      },
      SESSION_MANAGER,
      { Sid: "RegistryLogin", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Sid: "PullImages",
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: arn("ecr", `repository/${projectName}*`),
      },
    ],
  });
}
