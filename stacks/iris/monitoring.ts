import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { PlainStack } from "../../constructs/plain";
import type { Host } from "./ec2";
import type { Role } from "./iam";
import type { Inputs } from "./variables";

/** monitoring.tf: a machine whose hardware fails is moved to another, with its address and volume. */
export function monitoring(
  stack: PlainStack,
  { variables, host, role }: { readonly variables: Inputs; readonly host: Host; readonly role: Role },
): void {
  stack.file("monitoring.tf").add(
    CloudwatchMetricAlarm,
    "recover",
    {
      alarmName: "iris-recover",
      alarmDescription: "AWS's own check of the machine below IRIS failed: recover it.",
      namespace: "AWS/EC2",
      metricName: "StatusCheckFailed_System",
      dimensions: { InstanceId: host.instance.id },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      alarmActions: [`arn:${role.partition.partition}:automate:${variables.region}:ec2:recover`],
    },
    { on: { treat_missing_data: "There is no data while the machine is stopped." } },
  );
}
