import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import type { TerraformLocal, TerraformVariable } from "cdktf";
import { policyDocument } from "../../constructs/aws/instance-role";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Host } from "./compute";
import { cronMistakes, withoutMistakes } from "./cron";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

export interface SchedulerProps {
  readonly variables: Inputs;
  readonly locals: Locals;
  readonly host: Host;
}

/** scheduler.tf: starts and stops the instance. */
export function scheduler(stack: PlainStack, props: SchedulerProps): void {
  const { variables } = props;
  const { schedulerStartExpression: start, schedulerStopExpression: stop } = variables;
  const file = stack.file("scheduler.tf");
  const mistakes = cronMistakes(file, { start, stop });
  const group = file.add(
    SchedulerScheduleGroup,
    "main",
    { name: variables.projectName.stringValue },
    "Schedules carry no tags; their group does, and the role's trust names it.",
  );
  const role = startStopRole(stack, props, group);
  const common = { ...props, group, role, mistakes };
  schedule(stack, common, "start", start);
  schedule(stack, common, "stop", stop);
}

function startStopRole(
  stack: PlainStack,
  { variables, locals, host }: SchedulerProps,
  group: SchedulerScheduleGroup,
): IamRole {
  const file = stack.file("scheduler.tf");
  const name = `${variables.projectName}-scheduler`;
  const role = file.add(
    IamRole,
    "scheduler",
    {
      name,
      description: "EventBridge Scheduler: starts and stops the Kauri instance",
      assumeRolePolicy: policyDocument([
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "scheduler.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": locals.accountId.asString, "aws:SourceArn": group.arn },
          },
        },
      ]),
    },
    "Only for the schedules of this account and group: otherwise anybody's could borrow it.",
  );
  file.add(IamRolePolicy, "start_stop", {
    name: "start-stop",
    role: role.id,
    policy: policyDocument([
      {
        Sid: "StartStopThisInstance",
        Effect: "Allow",
        Action: ["ec2:StartInstances", "ec2:StopInstances"],
        Resource: host.instance.arn,
      },
    ]),
  });
  return role;
}

function schedule(
  stack: PlainStack,
  props: SchedulerProps & {
    readonly group: SchedulerScheduleGroup;
    readonly role: IamRole;
    readonly mistakes: TerraformLocal;
  },
  verb: "start" | "stop",
  expression: TerraformVariable,
): void {
  const { variables, locals, group, role, host, mistakes } = props;
  const late = verb === "start" ? "would run all night" : "would stop in the middle of a demo";
  stack.file("scheduler.tf").add(
    SchedulerSchedule,
    verb,
    {
      name: verb,
      groupName: group.name,
      description: `${verb === "start" ? "Starts" : "Stops"} the Kauri instance`,
      state: hcl`${variables.schedulerEnabled} ? "ENABLED" : "DISABLED"`,
      scheduleExpression: expression.stringValue,
      scheduleExpressionTimezone: variables.schedulerTimezone.stringValue,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:${locals.partition}:scheduler:::aws-sdk:ec2:${verb}Instances`,
        roleArn: role.arn,
        input: hcl`jsonencode({ InstanceIds = [${host.instance.id}] })`,
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
      lifecycle: { precondition: [withoutMistakes(mistakes, verb)] },
    },
    {
      on: {
        schedule_expression_timezone: "Not in UTC: summer time would move it by an hour.",
        target: `Retried for an hour. The default is a day: the instance ${late}.`,
      },
      skip: { CKV_AWS_297: "Nothing in it is secret: when an instance starts and stops." },
    },
  );
}
