/** Types that other resources lie in, from the outermost inwards. */
export const CONTAINERS: readonly string[] = ["aws_vpc", "aws_subnet"];

/**
 * Types that a reader of a picture does not look for: they join or permit others. A type that only refines another
 * one (`aws_s3_bucket_versioning`) needs no entry.
 */
export const SUPPORTING =
  /^(?:aws_(?:iam_.*|key_pair|route|route_table.*|main_route_table_association|internet_gateway|default_.*|.*security_group.*|.*_attachment|.*_association|.*_policy|.*_group_rule|scheduler_schedule_group|cloudwatch_log_group|lambda_permission)|terraform_data|null_resource|(?:random|time|tls|local|archive|external)_.*)$/;

/** Types that grant what the policies that refer to them say. */
export const IDENTITIES: ReadonlySet<string> = new Set(["aws_iam_role", "aws_iam_user", "aws_iam_group"]);

/** Rules of a security group that let traffic in. */
export const INGRESS_RULES: ReadonlySet<string> = new Set([
  "aws_vpc_security_group_ingress_rule",
  "aws_security_group_rule",
]);

/** What a type does with what it refers to; with the type of that behind it, for that one alone. */
export const VERBS: Readonly<Record<string, string>> = {
  aws_budgets_budget: "alerts",
  aws_cloudwatch_metric_alarm: "watches",
  "aws_cloudwatch_metric_alarm aws_sns_topic": "alerts",
  aws_eip: "address of",
  aws_route53_record: "resolves to",
  aws_scheduler_schedule: "switches",
  aws_sns_topic_subscription: "from",
};

/** What a type is called where its name does not say it. */
export const WORDS: Readonly<Record<string, string>> = {
  aws_budgets_budget: "Budget",
  aws_cloudwatch_metric_alarm: "CloudWatch alarm",
  aws_ebs_volume: "EBS volume",
  aws_eip: "Elastic IP",
  aws_instance: "EC2 instance",
  aws_route53_record: "Route 53 record",
  aws_s3_bucket: "S3 bucket",
  aws_scheduler_schedule: "Schedule",
  aws_secretsmanager_secret: "Secrets Manager secret",
  aws_sns_topic: "SNS topic",
  aws_sns_topic_subscription: "Subscription",
  aws_ssm_parameter: "Parameter Store",
  aws_subnet: "Subnet",
  aws_vpc: "VPC",
};
