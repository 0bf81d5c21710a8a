# Generated from stacks/kauri/scheduler.ts by plainform ("npm run synth"): edit that, not this.

locals {
  # What EventBridge Scheduler takes in each field of cron(…), besides *, lists, ranges and steps.
  cron_fields = [
    "[0-5]?[0-9]",
    "[01]?[0-9]|2[0-3]",
    "[?]|LW?|(0?[1-9]|[12][0-9]|3[01])W?",
    "0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC",
    "[?]|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])?",
    "(19[7-9]|20[0-9]|21[0-9])[0-9]",
  ]
  cron_expressions = {
    start = var.scheduler_start_expression
    stop  = var.scheduler_stop_expression
  }
  cron_mistakes = {
    for verb, expression in local.cron_expressions : verb => [
      for index, field in split(" ", trim(expression, "cron()")) : field
      if !can(regex(format("^%[1]s([,-]%[1]s)*$", "([*]|${local.cron_fields[index]})(/[0-9]+)?"), field))
    ]
  }
}

# Schedules carry no tags; their group does, and the role's trust names it.
resource "aws_scheduler_schedule_group" "main" {
  name = var.project_name
}

# Only for the schedules of this account and group: otherwise anybody's could borrow it.
resource "aws_iam_role" "scheduler" {
  name        = "${var.project_name}-scheduler"
  description = "EventBridge Scheduler: starts and stops the Kauri instance"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "scheduler.amazonaws.com"
        }
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = local.account_id
            "aws:SourceArn"     = aws_scheduler_schedule_group.main.arn
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "start_stop" {
  name = "start-stop"
  role = aws_iam_role.scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "StartStopThisInstance"
        Effect   = "Allow"
        Action   = ["ec2:StartInstances", "ec2:StopInstances"]
        Resource = aws_instance.host.arn
      },
    ]
  })
}

resource "aws_scheduler_schedule" "start" {
  # checkov:skip=CKV_AWS_297: Nothing in it is secret: when an instance starts and stops.

  name                = "start"
  group_name          = aws_scheduler_schedule_group.main.name
  description         = "Starts the Kauri instance"
  state               = var.scheduler_enabled ? "ENABLED" : "DISABLED"
  schedule_expression = var.scheduler_start_expression
  # Not in UTC: summer time would move it by an hour.
  schedule_expression_timezone = var.scheduler_timezone

  flexible_time_window {
    mode = "OFF"
  }

  # Retried for an hour. The default is a day: the instance would run all night.
  target {
    arn      = "arn:${local.partition}:scheduler:::aws-sdk:ec2:startInstances"
    role_arn = aws_iam_role.scheduler.arn
    input = jsonencode({
      InstanceIds = [aws_instance.host.id]
    })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.cron_mistakes["start"]) == 0
      error_message = "A field of scheduler_start_expression is not in its range: ${join(", ", local.cron_mistakes["start"])}. Minutes 0-59, hours 0-23, days 1-31, months 1-12 or JAN-DEC, weekdays 1-7 (1 is Sunday) or SUN-SAT, years 1970-2199."
    }
  }
}

resource "aws_scheduler_schedule" "stop" {
  # checkov:skip=CKV_AWS_297: Nothing in it is secret: when an instance starts and stops.

  name                = "stop"
  group_name          = aws_scheduler_schedule_group.main.name
  description         = "Stops the Kauri instance"
  state               = var.scheduler_enabled ? "ENABLED" : "DISABLED"
  schedule_expression = var.scheduler_stop_expression
  # Not in UTC: summer time would move it by an hour.
  schedule_expression_timezone = var.scheduler_timezone

  flexible_time_window {
    mode = "OFF"
  }

  # Retried for an hour. The default is a day: the instance would stop in the middle of a demo.
  target {
    arn      = "arn:${local.partition}:scheduler:::aws-sdk:ec2:stopInstances"
    role_arn = aws_iam_role.scheduler.arn
    input = jsonencode({
      InstanceIds = [aws_instance.host.id]
    })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.cron_mistakes["stop"]) == 0
      error_message = "A field of scheduler_stop_expression is not in its range: ${join(", ", local.cron_mistakes["stop"])}. Minutes 0-59, hours 0-23, days 1-31, months 1-12 or JAN-DEC, weekdays 1-7 (1 is Sunday) or SUN-SAT, years 1970-2199."
    }
  }
}
