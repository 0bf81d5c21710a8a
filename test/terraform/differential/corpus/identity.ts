import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Fn, TerraformIterator, TerraformVariable } from "cdktf";
import type { AuthorStack } from "../author-code";

export function rolesWithPoliciesAsText(stack: AuthorStack): void {
  const bucket = new S3Bucket(stack, "aws_s3_bucket.images", { bucketPrefix: "images-" });
  const role = new IamRole(stack, "aws_iam_role.host", {
    name: "host",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
    }),
    maxSessionDuration: 3600,
    managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
  });
  new IamRolePolicy(stack, "aws_iam_role_policy.host", {
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: [bucket.arn, `${bucket.arn}/*`],
          Condition: {
            StringLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/$${aws:username}", 'a\\b"c'] },
          },
        },
      ],
    }),
  });
  new IamPolicy(stack, "aws_iam_policy.encoded", {
    path: "/team/",
    policy: Fn.jsonencode({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "*", Resource: `${bucket.arn}/private/*` }],
    }),
  });
  new IamInstanceProfile(stack, "aws_iam_instance_profile.host", { role: role.name, namePrefix: "host" });
}

export function policyDocuments(stack: AuthorStack): void {
  const file = stack.file("iam.tf");
  const services = file.variable("trusted_services", {
    type: "list(string)",
    default: ["ec2.amazonaws.com", "lambda.amazonaws.com"],
  });
  const trust = file.add(DataAwsIamPolicyDocument, "trust", {
    statement: [
      {
        actions: ["sts:AssumeRole"],
        principals: [
          { type: "Service", identifiers: services.listValue },
          { type: "AWS", identifiers: ["arn:aws:iam::123456789012:root"] },
        ],
        condition: [
          { test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1", "eu-west-1"] },
          { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
        ],
      },
      { effect: "Deny", notActions: ["sts:*"], notResources: [], resources: ["*"], sid: "Never" },
    ],
  });
  const merged = file.add(DataAwsIamPolicyDocument, "merged", {
    policyId: "merged",
    version: "2012-10-17",
    sourcePolicyDocuments: [trust.json],
    overridePolicyDocuments: [],
    statement: [{ actions: ["s3:Get*"], resources: ["arn:aws:s3:::x/$${aws:username}/*"] }],
  });
  const role = file.add(IamRole, "documented", { name: "documented", assumeRolePolicy: trust.json });
  file.add(IamPolicy, "documented", { name: "documented", policy: merged.json });
  const managed = TerraformIterator.fromList([
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
  ]);
  file.add(IamRolePolicyAttachment, "documented", {
    forEach: managed,
    role: role.name,
    policyArn: managed.value,
  });
}

export function statementsFromAVariable(stack: AuthorStack): void {
  const accounts = new TerraformVariable(stack, "account_actions", {
    type: "map(list(string))",
    default: { "111111111111": ["s3:GetObject"], "222222222222": ["s3:PutObject", "s3:GetObject"] },
  });
  const each = TerraformIterator.fromMap(accounts.value as never);
  new DataAwsIamPolicyDocument(stack, "data.aws_iam_policy_document.generated", {
    statement: each.dynamic({
      actions: each.value,
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${each.key}:root`] }],
    }),
  });
}
