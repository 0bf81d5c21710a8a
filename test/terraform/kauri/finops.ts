import { expect } from "vitest";
import { callJson, callQuery, elementsOf } from "../support/api";
import type { Applied } from "../support/system";
import { ACCOUNT, TOPIC } from "./values";

interface Notification {
  readonly NotificationType: string;
  readonly Threshold: number;
}

export async function checkBudgets({ aws, moto }: Applied): Promise<void> {
  const created = await moto.calls("CreateBudget");
  const budgets = created.map(({ parameters }) => parameters.Budget as Record<string, unknown>);
  const global = budgets.find(({ BudgetName }) => BudgetName === "global");
  const kauri = budgets.find(({ BudgetName }) => BudgetName === "kauri");
  expect(budgets).toHaveLength(2);
  expect(global).toMatchObject({ BudgetLimit: { Amount: "30", Unit: "USD" }, TimeUnit: "MONTHLY" });
  expect(global?.CostFilters ?? {}).toEqual({});
  expect(kauri).toMatchObject({ BudgetLimit: { Amount: "18", Unit: "USD" }, TimeUnit: "MONTHLY" });
  expect(kauri?.CostFilters).toEqual({ TagKeyValue: ["user:Project$kauri"] });
  for (const BudgetName of ["global", "kauri"]) {
    const request = { AccountId: ACCOUNT, BudgetName };
    const { Notifications } = await callJson<{ readonly Notifications: readonly Notification[] }>(
      aws,
      "budgets",
      "AWSBudgetServiceGateway.DescribeNotificationsForBudget",
      request,
    );
    expect(Notifications.map((each) => `${each.NotificationType} ${each.Threshold}`).sort()).toEqual([
      "ACTUAL 100",
      "ACTUAL 80",
      "FORECASTED 100",
    ]);
    for (const Notification of Notifications) {
      const { Subscribers } = await callJson<{ readonly Subscribers: unknown }>(
        aws,
        "budgets",
        "AWSBudgetServiceGateway.DescribeSubscribersForNotification",
        { ...request, Notification },
      );
      expect(Subscribers).toEqual([{ SubscriptionType: "SNS", Address: TOPIC }]);
    }
  }
}

export async function checkTopic({ aws }: Applied): Promise<void> {
  const xml = await callQuery(aws, "sns", "GetTopicAttributes", { TopicArn: TOPIC });
  const [policy = ""] = elementsOf(xml, "value").filter((value) => value.includes("sns:Publish"));
  const { Statement } = JSON.parse(policy) as { readonly Statement: readonly Record<string, unknown>[] };
  expect(Statement.map(({ Principal, Action }) => [Principal, Action])).toEqual([
    [{ Service: "budgets.amazonaws.com" }, "sns:Publish"],
    [{ Service: "cloudwatch.amazonaws.com" }, "sns:Publish"],
  ]);
  for (const { Condition } of Statement)
    expect(Condition).toMatchObject({ StringEquals: { "aws:SourceAccount": ACCOUNT } });
  // A topic under SNS's own key would drop both without a word.
  expect(xml).not.toContain("KmsMasterKeyId");
}

export async function checkAlarms({ aws, outputs }: Applied): Promise<void> {
  const xml = await callQuery(aws, "monitoring", "DescribeAlarms", { Version: "2010-08-01" });
  expect([...elementsOf(xml, "AlarmName")].sort()).toEqual([
    "kauri-cpu",
    "kauri-cpu-credits",
    "kauri-recovery",
    "kauri-status-check",
  ]);
  expect([...elementsOf(xml, "MetricName")].sort()).toEqual([
    "CPUCreditBalance",
    "CPUUtilization",
    "StatusCheckFailed",
    "StatusCheckFailed_System",
  ]);
  expect(elementsOf(xml, "TreatMissingData")).toEqual(Array(4).fill("notBreaching"));
  expect(elementsOf(xml, "Value")).toEqual(Array(4).fill(outputs.instance_id));
  expect(xml).toContain("arn:aws:automate:eu-west-1:ec2:recover");
}
