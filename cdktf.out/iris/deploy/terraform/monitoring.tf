# Generated from stacks/iris/monitoring.ts by plainform ("npm run synth"): edit that, not this.

resource "aws_cloudwatch_metric_alarm" "recover" {
  alarm_name        = "iris-recover"
  alarm_description = "AWS's own check of the machine below IRIS failed: recover it."
  namespace         = "AWS/EC2"
  metric_name       = "StatusCheckFailed_System"
  dimensions = {
    InstanceId = aws_instance.host.id
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  # There is no data while the machine is stopped.
  treat_missing_data = "notBreaching"
  alarm_actions = [
    "arn:${data.aws_partition.current.partition}:automate:${var.region}:ec2:recover",
  ]
}
