import { GetRoleCommand, GetRolePolicyCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { expect } from "vitest";
import { getJson } from "../support/api";
import type { Aws } from "../support/aws";
import type { Applied } from "../support/system";
import { ACCOUNT } from "./values";

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

async function policyOf(aws: Aws, RoleName: string, PolicyName: string): Promise<readonly Statement[]> {
  const { PolicyDocument } = await aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return (JSON.parse(decodeURIComponent(PolicyDocument ?? "")) as { Statement: Statement[] }).Statement;
}

export async function checkRole({ aws, outputs }: Applied): Promise<void> {
  const attached = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "kauri-host" }));
  expect(attached.AttachedPolicies).toEqual([]);
  const statements = await policyOf(aws, "kauri-host", "host");
  const resources = Object.fromEntries(statements.map(({ Sid, Resource }) => [Sid, Resource]));
  const prefix = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/kauri`;
  expect(resources).toEqual({
    ReadParameters: [prefix, `${prefix}/*`],
    ListBucket: `arn:aws:s3:::${outputs.bucket}`,
    ReadWriteObjects: `arn:aws:s3:::${outputs.bucket}/*`,
    Metrics: "*",
    Logs: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/kauri/*`,
    SessionManager: "*",
    RegistryLogin: "*",
    PullImages: `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/kauri*`,
  });
  const objects = statements.find(({ Sid }) => Sid === "ReadWriteObjects")?.Action;
  expect(objects).toEqual(["s3:GetObject", "s3:PutObject", "s3:RestoreObject", "s3:AbortMultipartUpload"]);
  const parameterActions = statements
    .flatMap(({ Action }) => Action)
    .filter((action) => /Parameter/.test(action));
  expect(parameterActions.every((action) => action.startsWith("ssm:Get"))).toBe(true);
}

interface Schedule {
  readonly State: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly FlexibleTimeWindow: unknown;
  readonly Target: Readonly<Record<string, unknown>>;
}

export async function checkSchedules({ aws, outputs }: Applied, State = "ENABLED"): Promise<void> {
  const role = `arn:aws:iam::${ACCOUNT}:role/kauri-scheduler`;
  for (const [verb, hour] of [
    ["start", 7],
    ["stop", 21],
  ] as const) {
    const schedule = await getJson<Schedule>(aws, "scheduler", `/schedules/${verb}?groupName=kauri`);
    expect(schedule).toMatchObject({
      State,
      ScheduleExpression: `cron(0 ${hour} ? * MON-FRI *)`,
      ScheduleExpressionTimezone: "Europe/Paris",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: `arn:aws:scheduler:::aws-sdk:ec2:${verb}Instances`,
        RoleArn: role,
        Input: JSON.stringify({ InstanceIds: [outputs.instance_id] }),
        RetryPolicy: { MaximumEventAgeInSeconds: 3600 },
      },
    });
  }
  expect(await policyOf(aws, "kauri-scheduler", "start-stop")).toMatchObject([
    {
      Action: ["ec2:StartInstances", "ec2:StopInstances"],
      Resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/${outputs.instance_id}`,
    },
  ]);
  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: "kauri-scheduler" }));
  const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as {
    Statement: unknown;
  };
  expect(trust.Statement).toEqual([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "scheduler.amazonaws.com" },
      Condition: {
        StringEquals: {
          "aws:SourceAccount": ACCOUNT,
          "aws:SourceArn": `arn:aws:scheduler:eu-west-1:${ACCOUNT}:schedule-group/kauri`,
        },
      },
    },
  ]);
}
