import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Account } from "../../constructs/aws/account";
import { failingFor } from "../../constructs/aws/alarm";
import type { PlainStack } from "../../constructs/plain";
import type { Host } from "./ec2";
import type { Inputs } from "./variables";

/** monitoring.tf: a machine whose hardware fails is moved to another, with its address and volume. */
export function monitoring(
  stack: PlainStack,
  { region }: Inputs,
  { instance }: Host,
  { partition }: Account,
): void {
  stack.file("monitoring.tf").add(
    CloudwatchMetricAlarm,
    "recover",
    {
      alarmName: "iris-recover",
      alarmDescription: "AWS's own check of the machine below IRIS failed: recover it.",
      namespace: "AWS/EC2",
      metricName: "StatusCheckFailed_System",
      dimensions: { InstanceId: instance.id },
      ...failingFor(2),
      alarmActions: [`arn:${partition}:automate:${region}:ec2:recover`],
    },
    { on: { treat_missing_data: "There is no data while the machine is stopped." } },
  );
}
