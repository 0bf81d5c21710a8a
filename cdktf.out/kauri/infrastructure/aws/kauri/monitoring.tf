# Generated from stacks/kauri/monitoring.ts by plainform ("npm run synth"): edit that, not this.

# trivy:ignore:AVD-AWS-0095 Under SNS's own key Budgets and CloudWatch could publish nothing, and would not say so.
resource "aws_sns_topic" "alerts" {
  # checkov:skip=CKV_AWS_26: Under SNS's own key Budgets and CloudWatch could publish nothing, and would not say so.

  name = "${var.project_name}-alerts"
}

# These two may publish, on behalf of this account, and nobody else.
resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Budgets"
        Effect = "Allow"
        Principal = {
          Service = "budgets.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.alerts.arn
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = local.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${local.partition}:budgets::${local.account_id}:*"
          }
        }
      },
      {
        Sid    = "CloudWatch"
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.alerts.arn
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = local.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${local.partition}:cloudwatch:${var.aws_region}:${local.account_id}:alarm:*"
          }
        }
      },
    ]
  })
}

# Pending until the link in the mail is clicked.
resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.budget_notification_emails)

  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = each.value
}

# Everything in the account.
resource "aws_budgets_budget" "global" {
  name         = "global"
  budget_type  = "COST"
  limit_amount = var.global_budget_usd
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    notification_type         = "ACTUAL"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alerts.arn]
  }

  notification {
    notification_type         = "ACTUAL"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alerts.arn]
  }

  notification {
    notification_type         = "FORECASTED"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alerts.arn]
  }

  # Budgets tries the topic when a notification is made.
  depends_on = [aws_sns_topic_policy.alerts]
}

# What carries the project's tag; reads 0 until Project is an active cost allocation tag in Billing.
resource "aws_budgets_budget" "kauri" {
  name         = var.project_name
  budget_type  = "COST"
  limit_amount = var.project_budget_usd
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Project$%s", var.project_name)]
  }

  notification {
    notification_type         = "ACTUAL"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alerts.arn]
  }

  notification {
    notification_type         = "ACTUAL"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alerts.arn]
  }

  notification {
    notification_type         = "FORECASTED"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alerts.arn]
  }

  # Budgets tries the topic when a notification is made.
  depends_on = [aws_sns_topic_policy.alerts]
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name        = "${var.project_name}-cpu"
  alarm_description = "CPU above 80 % for 15 minutes: the credits of the instance are being used up."
  metric_name       = "CPUUtilization"
  namespace         = "AWS/EC2"
  dimensions = {
    InstanceId = aws_instance.host.id
  }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  # A stopped instance reports nothing: no reason for an alarm all night.
  treat_missing_data = "notBreaching"
  alarm_actions      = [aws_sns_topic.alerts.arn]
  ok_actions         = [aws_sns_topic.alerts.arn]
}

# Once the credits are used up, the CPU stays far below the threshold above.
resource "aws_cloudwatch_metric_alarm" "credits" {
  alarm_name        = "${var.project_name}-cpu-credits"
  alarm_description = "Fewer than 20 CPU credits for 15 minutes, as many as full load takes in that time: without any, the CPU is held at 30 %."
  metric_name       = "CPUCreditBalance"
  namespace         = "AWS/EC2"
  dimensions = {
    InstanceId = aws_instance.host.id
  }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 20
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alerts.arn]
  ok_actions          = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_metric_alarm" "status_check" {
  alarm_name        = "${var.project_name}-status-check"
  alarm_description = "The instance or the hardware below it has failed its status checks for 3 minutes."
  metric_name       = "StatusCheckFailed"
  namespace         = "AWS/EC2"
  dimensions = {
    InstanceId = aws_instance.host.id
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alerts.arn]
  ok_actions          = [aws_sns_topic.alerts.arn]
}

# Same instance, address and volumes afterwards.
resource "aws_cloudwatch_metric_alarm" "recovery" {
  alarm_name        = "${var.project_name}-recovery"
  alarm_description = "The hardware has failed its status check for 2 minutes: the instance moves to other hardware."
  metric_name       = "StatusCheckFailed_System"
  namespace         = "AWS/EC2"
  dimensions = {
    InstanceId = aws_instance.host.id
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:${local.partition}:automate:${var.aws_region}:ec2:recover",
    aws_sns_topic.alerts.arn,
  ]
}
