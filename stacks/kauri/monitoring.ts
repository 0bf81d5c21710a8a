import { BudgetsBudget, type BudgetsBudgetConfig } from "@cdktf/provider-aws/lib/budgets-budget";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformIterator, type TerraformVariable } from "cdktf";
import { failingFor } from "../../constructs/aws/alarm";
import { policyDocument } from "../../constructs/aws/instance-role";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Host } from "./compute";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

export interface MonitoringProps {
  readonly variables: Inputs;
  readonly locals: Locals;
  readonly host: Host;
}

/** monitoring.tf: who is told, when money runs and when the host is unwell. */
export function monitoring(stack: PlainStack, props: MonitoringProps): void {
  const { variables } = props;
  const alerts = alertTopic(stack, props);
  budget(stack, alerts, {
    label: "global",
    name: "global",
    limit: variables.globalBudget,
    comment: "Everything in the account.",
  });
  budget(stack, alerts, {
    label: "kauri",
    name: variables.projectName.stringValue,
    limit: variables.projectBudget,
    costFilter: [{ name: "TagKeyValue", values: [hcl`format("user:Project$%s", ${variables.projectName})`] }],
    comment:
      "What carries the project's tag; reads 0 until Project is an active cost allocation tag in Billing.",
  });
  alarms(stack, props, alerts.topic);
}

interface Alerts {
  readonly topic: SnsTopic;
  readonly policy: SnsTopicPolicy;
}

function alertTopic(stack: PlainStack, { variables, locals }: MonitoringProps): Alerts {
  const file = stack.file("monitoring.tf");
  const topic = file.add(
    SnsTopic,
    "alerts",
    { name: `${variables.projectName}-alerts` },
    {
      skip: {
        "CKV_AWS_26, AVD-AWS-0095":
          "Under SNS's own key Budgets and CloudWatch could publish nothing, and would not say so.",
      },
    },
  );
  const { accountId, partition } = locals;
  const publisher = (service: string, source: string) => ({
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sns:Publish",
    Resource: topic.arn,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId.asString },
      ArnLike: { "aws:SourceArn": source },
    },
  });
  const policy = file.add(
    SnsTopicPolicy,
    "alerts",
    {
      arn: topic.arn,
      policy: policyDocument([
        { Sid: "Budgets", ...publisher("budgets", `arn:${partition}:budgets::${accountId}:*`) },
        {
          Sid: "CloudWatch",
          ...publisher("cloudwatch", `arn:${partition}:cloudwatch:${variables.region}:${accountId}:alarm:*`),
        },
      ]),
    },
    "These two may publish, on behalf of this account, and nobody else.",
  );
  const emails = TerraformIterator.fromList(variables.budgetNotificationEmails.listValue);
  file.add(
    SnsTopicSubscription,
    "email",
    { forEach: emails, topicArn: topic.arn, protocol: "email", endpoint: emails.value },
    "Pending until the link in the mail is clicked.",
  );
  return { topic, policy };
}

interface BudgetProps extends Pick<BudgetsBudgetConfig, "costFilter"> {
  readonly label: string;
  readonly name: string;
  readonly limit: TerraformVariable;
  readonly comment: string;
}

const THRESHOLDS = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
];

function budget(stack: PlainStack, { topic, policy }: Alerts, props: BudgetProps): BudgetsBudget {
  const { label, name, limit, costFilter, comment } = props;
  return stack.file("monitoring.tf").add(
    BudgetsBudget,
    label,
    {
      name,
      budgetType: "COST",
      limitAmount: limit.stringValue,
      limitUnit: "USD",
      timeUnit: "MONTHLY",
      ...(costFilter !== undefined && { costFilter }),
      notification: THRESHOLDS.map(({ notificationType, threshold }) => ({
        notificationType,
        comparisonOperator: "GREATER_THAN",
        threshold,
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [topic.arn],
      })),
      dependsOn: [policy],
    },
    { above: comment, on: { depends_on: "Budgets tries the topic when a notification is made." } },
  );
}

function alarms(stack: PlainStack, { variables, locals, host }: MonitoringProps, topic: SnsTopic): void {
  const file = stack.file("monitoring.tf");
  const name = (suffix: string) => `${variables.projectName}-${suffix}`;
  const ofTheHost = { namespace: "AWS/EC2", dimensions: { InstanceId: host.instance.id } };
  file.add(
    CloudwatchMetricAlarm,
    "cpu",
    {
      alarmName: name("cpu"),
      alarmDescription: "CPU above 80 % for 15 minutes: the credits of the instance are being used up.",
      metricName: "CPUUtilization",
      ...ofTheHost,
      statistic: "Average",
      period: 300,
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    },
    { on: { treat_missing_data: "A stopped instance reports nothing: no reason for an alarm all night." } },
  );
  file.add(
    CloudwatchMetricAlarm,
    "credits",
    {
      alarmName: name("cpu-credits"),
      alarmDescription:
        "Fewer than 20 CPU credits for 15 minutes, as many as full load takes in that time: without any, the CPU is held at 30 %.",
      metricName: "CPUCreditBalance",
      ...ofTheHost,
      statistic: "Average",
      period: 300,
      evaluationPeriods: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: 20,
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    },
    "Once the credits are used up, the CPU stays far below the threshold above.",
  );
  file.add(CloudwatchMetricAlarm, "status_check", {
    alarmName: name("status-check"),
    alarmDescription: "The instance or the hardware below it has failed its status checks for 3 minutes.",
    metricName: "StatusCheckFailed",
    ...ofTheHost,
    ...failingFor(3),
    alarmActions: [topic.arn],
    okActions: [topic.arn],
  });
  file.add(
    CloudwatchMetricAlarm,
    "recovery",
    {
      alarmName: name("recovery"),
      alarmDescription:
        "The hardware has failed its status check for 2 minutes: the instance moves to other hardware.",
      metricName: "StatusCheckFailed_System",
      ...ofTheHost,
      ...failingFor(2),
      alarmActions: [`arn:${locals.partition}:automate:${variables.region}:ec2:recover`, topic.arn],
    },
    "Same instance, address and volumes afterwards.",
  );
}
