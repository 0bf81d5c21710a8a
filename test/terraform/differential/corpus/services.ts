import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn, TerraformIterator, TerraformVariable, Token } from "cdktf";
import { hcl } from "../../../../constructs/plain";
import type { AuthorStack } from "../author-code";

export function namesInDns(stack: AuthorStack): void {
  const zone = new Route53Zone(stack, "aws_route53_zone.main", {
    name: "example.com",
    comment: 'Managed by hand, once; now "code"',
    vpc: [{ vpcId: "vpc-1", vpcRegion: "us-east-1" }, { vpcId: "vpc-2" }],
  });
  new Route53Record(stack, "aws_route53_record.apex", {
    zoneId: zone.zoneId,
    name: zone.name,
    type: "A",
    alias: { name: "d1.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
  });
  new Route53Record(stack, "aws_route53_record.mail", {
    zoneId: zone.zoneId,
    name: `mail.${zone.name}`,
    type: "TXT",
    ttl: 300,
    records: ["v=spf1 -all", 'a "quoted" part; b\\c', "100%%{not} a directive"],
    weightedRoutingPolicy: { weight: 0 },
    setIdentifier: "zero",
  });
}

export function moneyAndAlarms(stack: AuthorStack): void {
  const file = stack.file("alarms.tf");
  const emails = file.variable("alarm_emails", {
    type: "list(string)",
    description: "Who is told.\nMay be empty.",
    default: [],
    nullable: false,
  });
  const project = file.variable("project", { type: "string", default: "kauri" });
  file.add(BudgetsBudget, "monthly", {
    budgetType: "COST",
    limitAmount: "100",
    limitUnit: "USD",
    timeUnit: "MONTHLY",
    costFilter: [{ name: "TagKeyValue", values: [hcl`format("user:Project$%s", ${project})`] }],
    notification: [
      {
        comparisonOperator: "GREATER_THAN",
        notificationType: "ACTUAL",
        threshold: 80,
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: emails.listValue,
      },
      {
        comparisonOperator: "GREATER_THAN",
        notificationType: "FORECASTED",
        threshold: 99.5,
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [],
      },
    ],
  });
  const topic = file.add(SnsTopic, "alarms", {
    name: Fn.join("-", [project.stringValue, "alarms"]),
    deliveryPolicy: JSON.stringify({ http: { defaultHealthyRetryPolicy: { numRetries: 3 } } }),
  });
  const each = TerraformIterator.fromList(emails.listValue);
  file.add(SnsTopicSubscription, "email", {
    forEach: each,
    topicArn: topic.arn,
    protocol: "email",
    endpoint: each.value,
  });
  file.add(CloudwatchMetricAlarm, "cpu", {
    alarmName: `${project.stringValue}-cpu`,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    evaluationPeriods: 2,
    threshold: 0,
    alarmActions: [topic.arn],
    okActions: [],
    metricQuery: [
      { id: "e1", expression: "m2/m1*100", label: "Error Rate", returnData: true },
      {
        id: "m1",
        metric: {
          metricName: "RequestCount",
          namespace: "AWS/ApplicationELB",
          period: 120,
          stat: "Sum",
          unit: "Count",
          dimensions: { LoadBalancer: "app/web" },
        },
      },
    ],
  });
  file.add(SqsQueue, "alarms", {
    namePrefix: "alarms-",
    redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: topic.arn, maxReceiveCount: 4 }),
    sqsManagedSseEnabled: true,
    delaySeconds: 0,
  });
}

export function schedules(stack: AuthorStack): void {
  new SchedulerSchedule(stack, "aws_scheduler_schedule.stop", {
    name: "stop",
    groupName: "default",
    scheduleExpression: "cron(0 20 ? * MON-FRI *)",
    scheduleExpressionTimezone: "Europe/Berlin",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: "arn:aws:scheduler:::aws-sdk:ec2:stopInstances",
      roleArn: "arn:aws:iam::123456789012:role/scheduler",
      input: JSON.stringify({ InstanceIds: ["i-0123456789abcdef0"] }),
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 300 },
    },
    state: "DISABLED",
  });
}

export function parametersAndSecrets(stack: AuthorStack): void {
  const settings = new TerraformVariable(stack, "app_settings", {
    type: "map(string)",
    sensitive: true,
    default: { token: "t0ps3cret", url: "https://example.com/?a=1&b=${c}" },
  });
  const keys = new TerraformVariable(stack, "setting_names", {
    type: "set(string)",
    default: ["token", "url"],
  });
  const each = TerraformIterator.fromList(keys.listValue);
  new SsmParameter(stack, "aws_ssm_parameter.each", {
    forEach: each,
    name: `/app/${Token.asString(each.value)}`,
    type: "SecureString",
    value: Token.asString(Fn.lookup(settings.value, each.value)),
    overwrite: false,
  });
  const key = new KmsKey(stack, "aws_kms_key.secrets", {
    description: "secrets",
    deletionWindowInDays: 7,
    enableKeyRotation: true,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
    }),
  });
  const secret = new SecretsmanagerSecret(stack, "aws_secretsmanager_secret.app", {
    namePrefix: "app/",
    kmsKeyId: key.arn,
    recoveryWindowInDays: 0,
    replica: [{ region: "eu-west-1" }, { region: "eu-central-1", kmsKeyId: key.arn }],
  });
  new SecretsmanagerSecretVersion(stack, "aws_secretsmanager_secret_version.app", {
    secretId: secret.id,
    secretString: Fn.jsonencode(settings.value),
  });
}
