import { DescribeSecurityGroupRulesCommand, DescribeSpotInstanceRequestsCommand } from "@aws-sdk/client-ec2";
import { expect } from "vitest";
import { callJson, callQuery, elementsOf } from "../support/api";
import { describeInstance } from "../support/aws";
import type { Applied } from "../support/system";
import { checkVolume } from "./host";
import { checkSchedules } from "./policies";
import { EMAILS, SECRET, TOPIC } from "./values";

export async function checkFull({ aws, outputs }: Applied): Promise<void> {
  const { SpotInstanceRequests: [request] = [] } = await aws.ec2.send(
    new DescribeSpotInstanceRequestsCommand({}),
  );
  expect(request).toMatchObject({
    InstanceId: outputs.instance_id,
    Type: "persistent",
    InstanceInterruptionBehavior: "stop",
  });
  const subscriptions = await callQuery(aws, "sns", "ListSubscriptionsByTopic", { TopicArn: TOPIC });
  expect([...elementsOf(subscriptions, "Endpoint")].sort()).toEqual([...EMAILS].sort());
  const { SecurityGroupRules = [] } = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const rules = SecurityGroupRules.filter(({ IsEgress, Description }) => !IsEgress && Description)
    .map(({ FromPort, CidrIpv4 }) => `${FromPort} ${CidrIpv4}`)
    .sort();
  expect(rules).toEqual([
    "22 198.51.100.0/24",
    "22 203.0.113.7/32",
    "3000 198.51.100.0/24",
    "3000 203.0.113.7/32",
    "443 0.0.0.0/0",
    "80 0.0.0.0/0",
  ]);
  const { Parameters } = await callJson<{ readonly Parameters: readonly Record<string, unknown>[] }>(
    aws,
    "ssm",
    "AmazonSSM.GetParametersByPath",
    { Path: "/kauri", WithDecryption: true },
  );
  expect(Parameters.map(({ Name, Type, Value }) => [Name, Type, Value]).sort()).toEqual([
    ["/kauri/LOG_LEVEL", "String", "debug-level-value"],
    ["/kauri/OPENAI_API_KEY", "SecureString", SECRET],
  ]);
}

/** Spot, on demand with the schedule off, and Spot again: another machine each time, the same data and address. */
export async function checkSwitching(applied: Applied): Promise<void> {
  const { aws, terraform, outputs } = applied;
  let before = String(outputs.instance_id);
  for (const spot of ["false", "true"]) {
    const switches = { use_spot_instance: spot, scheduler_enabled: spot };
    const switched = terraform.with({ variables: { ...terraform.variables, ...switches } });
    const plan = await switched.plan();
    const { resource_changes = [] } = await switched.planJson(plan);
    const replaced = resource_changes.filter(({ change }) => change.actions.includes("delete"));
    expect(replaced.map(({ address }) => address).sort()).toEqual([
      "aws_instance.host",
      "aws_volume_attachment.data",
    ]);
    expect(plan.text).toContain("aws_instance.host will be replaced due to changes in replace_triggered_by");
    expect(plan.text).not.toContain(SECRET);
    await switched.apply(plan);
    await switched.expectNoChanges();
    const now = await switched.outputs();
    expect(now.instance_id).not.toBe(before);
    expect([now.public_ip, now.data_volume_id]).toEqual([outputs.public_ip, outputs.data_volume_id]);
    const instance = await describeInstance(aws, String(now.instance_id));
    expect(instance.InstanceLifecycle ?? "on-demand").toBe(spot === "true" ? "spot" : "on-demand");
    expect(instance.PublicIpAddress).toBe(outputs.public_ip);
    await checkVolume({ ...applied, outputs: now });
    await checkSchedules({ ...applied, outputs: now }, spot === "true" ? "ENABLED" : "DISABLED");
    before = String(now.instance_id);
  }
}
