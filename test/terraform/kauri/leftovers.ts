import { callJson, callQuery, elementsOf, getJson } from "../support/api";
import type { Aws } from "../support/aws";
import { ACCOUNT } from "./values";

/** What the services that only this system uses hold, one line each. */
export async function leftovers(aws: Aws): Promise<readonly string[]> {
  const topics = await callQuery(aws, "sns", "ListTopics");
  const subscriptions = await callQuery(aws, "sns", "ListSubscriptions");
  const alarms = await callQuery(aws, "monitoring", "DescribeAlarms", { Version: "2010-08-01" });
  const account = { AccountId: ACCOUNT };
  const { Budgets = [] } = await callJson<{ readonly Budgets?: readonly { readonly BudgetName: string }[] }>(
    aws,
    "budgets",
    "AWSBudgetServiceGateway.DescribeBudgets",
    account,
  );
  const { Parameters } = await callJson<{ readonly Parameters: readonly { readonly Name: string }[] }>(
    aws,
    "ssm",
    "AmazonSSM.GetParametersByPath",
    { Path: "/", Recursive: true },
  );
  const { ScheduleGroups } = await getJson<{ readonly ScheduleGroups: readonly { readonly Name: string }[] }>(
    aws,
    "scheduler",
    "/schedule-groups",
  );
  const { Schedules } = await getJson<{ readonly Schedules: readonly { readonly Name: string }[] }>(
    aws,
    "scheduler",
    "/schedules",
  );
  return [
    ...elementsOf(topics, "TopicArn"),
    ...elementsOf(subscriptions, "SubscriptionArn"),
    ...elementsOf(alarms, "AlarmArn"),
    ...Budgets.map(({ BudgetName }) => `budget ${BudgetName}`),
    ...Parameters.map(({ Name }) => `parameter ${Name}`),
    ...[...ScheduleGroups, ...Schedules].map(({ Name }) => `schedule or group ${Name}`),
  ];
}
