/** What a picture of a stack has to know of single resource types. What is not here is drawn all the same. */

/** Types that others lie in, a list for each kind, from the outermost kind inwards. A data source counts as well. */
export const CONTAINERS: readonly (readonly string[])[] = [
  ["azurerm_resource_group"],
  ["aws_vpc", "aws_default_vpc", "aws_vpcs", "google_compute_network", "azurerm_virtual_network"],
  ["aws_subnet", "aws_default_subnet", "aws_subnets", "google_compute_subnetwork", "azurerm_subnet"],
];

/** The filters by which a data source finds what a region has from the start. */
export const DEFAULT_FILTERS: ReadonlySet<string> = new Set(["is-default", "isDefault", "default-for-az"]);

/** Types of what a region has from the start. */
export const DEFAULTS = /^aws_default_/;

/** The network around what a region has from the start, where nothing in the configuration names it. */
export const DEFAULT_NETWORK: Readonly<Record<string, string>> = {
  aws_default_subnet: "Default VPC",
  aws_subnet: "Default VPC",
  aws_subnets: "Default VPC",
};

/** Providers whose resources lie in a region, and what the box around them is called. */
export const REGIONAL: Readonly<Record<string, string>> = { aws: "AWS", google: "Google Cloud" };

/** Types of theirs that lie in none. */
export const GLOBAL =
  /^(?:aws_(?:budgets|cloudfront|globalaccelerator|iam|organizations|route53|shield)_.*|google_(?:dns|project)_.*)$/;

/**
 * Types that a reader of a picture does not look for: they join or permit others. A type that only refines another
 * one (`aws_s3_bucket_versioning`) needs no entry.
 */
export const SUPPORTING =
  /^(?:aws_(?:iam_.*|key_pair|route|route_table.*|main_route_table_association|internet_gateway|egress_only_internet_gateway|default_.*|.*security_group.*|.*_attachment|.*_association|.*_policy|.*_group_rule|.*_subnet_group|.*_parameter_group|scheduler_schedule_group|cloudwatch_log_group|cloudwatch_event_target|lambda_(?:alias|event_source_mapping|layer_version|permission)|launch_template|lb_(?:listener.*|target_group)|acm_certificate_validation|ecs_task_definition|apigatewayv2_(?:integration|route|stage|deployment)|api_gateway_(?:deployment|integration.*|method.*|resource|stage)|s3_object|s3_bucket_object)|terraform_data|null_resource|(?:random|time|tls|local|archive|external)_.*|google_(?:.*_iam_.*|project_service|service_account)|azurerm_(?:role_assignment|.*_association))$/;

/** Types that grant what the policies that refer to them say. */
export const IDENTITIES: ReadonlySet<string> = new Set(["aws_iam_role", "aws_iam_user", "aws_iam_group"]);

/** Types by which an identity is given to what acts as it. */
export const PROFILES: ReadonlySet<string> = new Set(["aws_iam_instance_profile"]);

/** Types of policies that identities refer to, and not the other way round. */
export const MANAGED_POLICIES: ReadonlySet<string> = new Set(["aws_iam_policy"]);

/** Types that say who may reach what belongs to them. */
export const SECURITY_GROUPS: ReadonlySet<string> = new Set(["aws_security_group"]);

/** Rules of a security group: which way the traffic goes, where the type says it. */
export const RULES: Readonly<Record<string, "ingress" | "egress" | undefined>> = {
  aws_security_group_rule: undefined,
  aws_vpc_security_group_egress_rule: "egress",
  aws_vpc_security_group_ingress_rule: "ingress",
};

/** The arguments of a rule that say who is at its other end. */
export const PEERS: readonly string[] = [
  "cidr_ipv4",
  "cidr_ipv6",
  "cidr_blocks",
  "ipv6_cidr_blocks",
  "referenced_security_group_id",
  "source_security_group_id",
  "security_groups",
  "prefix_list_id",
  "prefix_list_ids",
];

/** What ports are for. */
export const PORTS: Readonly<Record<string, string>> = {
  22: "SSH",
  25: "SMTP",
  53: "DNS",
  80: "HTTP",
  443: "HTTPS",
  1433: "SQL Server",
  2049: "NFS",
  3306: "MySQL",
  3389: "RDP",
  5432: "PostgreSQL",
  6379: "Redis",
  9092: "Kafka",
  27017: "MongoDB",
};

/** A supporting type that leads from what one of its arguments names to what another one does. */
export interface Joint {
  readonly from: string;
  /** "" for any other argument. */
  readonly to: string;
  readonly verb: string;
}

export const JOINTS: Readonly<Record<string, Joint>> = {
  aws_api_gateway_integration: { from: "rest_api_id", to: "uri", verb: "calls" },
  aws_apigatewayv2_integration: { from: "api_id", to: "integration_uri", verb: "calls" },
  aws_cloudwatch_event_target: { from: "rule", to: "arn", verb: "triggers" },
  aws_eip_association: { from: "allocation_id", to: "instance_id", verb: "address of" },
  aws_lambda_event_source_mapping: { from: "event_source_arn", to: "function_name", verb: "triggers" },
  aws_lb_listener: { from: "load_balancer_arn", to: "default_action", verb: "forwards" },
  aws_lb_target_group_attachment: { from: "target_group_arn", to: "target_id", verb: "forwards" },
  aws_s3_bucket_notification: { from: "bucket", to: "", verb: "notifies" },
  aws_sns_topic_subscription: { from: "topic_arn", to: "endpoint", verb: "delivers to" },
  aws_volume_attachment: { from: "instance_id", to: "volume_id", verb: "attached" },
};

/** Supporting types that stand for whatever refers to them. */
export const POOLS: ReadonlySet<string> = new Set(["aws_lb_target_group"]);

/** What a type does with what it refers to; with the type of that behind it, for that one alone. */
export const VERBS: Readonly<Record<string, string>> = {
  aws_budgets_budget: "alerts",
  aws_cloudwatch_metric_alarm: "watches",
  "aws_cloudwatch_metric_alarm aws_sns_topic": "alerts",
  aws_eip: "address of",
  aws_nat_gateway: "uses",
  aws_route53_record: "resolves to",
  "aws_route53_record aws_route53_zone": "in zone",
  aws_scheduler_schedule: "switches",
  "aws_ecs_service aws_ecs_cluster": "runs in",
};

/** What an action of an API does with a resource, by the first word of its name. */
export const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Get|BatchGet|Query|Scan|Head|Select|Download)/, "reads"],
  [/^(?:List|Describe)/, "lists"],
  [/^(?:Put|BatchWrite|Update|Create|Upload|Restore|Copy)/, "writes"],
  [/^(?:Delete|BatchDelete)/, "deletes"],
  [/^Publish/, "publishes"],
  [/^Send/, "sends"],
  [/^Receive/, "receives"],
  [/^Invoke/, "invokes"],
  [/^(?:Start|Stop|Reboot|Terminate)/, "switches"],
  [/^\*/, "reads, writes"],
];

/** The services whose ARNs end in the name of a resource, as a policy may have it instead of a reference. */
export const NAMED_BY_ARN: Readonly<Record<string, { readonly service: string; readonly before: string }>> = {
  aws_dynamodb_table: { service: "dynamodb", before: "table/" },
  aws_lambda_function: { service: "lambda", before: "function:" },
  aws_secretsmanager_secret: { service: "secretsmanager", before: "secret:" },
  aws_sns_topic: { service: "sns", before: "" },
  aws_sqs_queue: { service: "sqs", before: "" },
  aws_ssm_parameter: { service: "ssm", before: "parameter" },
};

/** What is worth a line in the box of a type: an argument, words before its value and what stands behind it. */
export interface Detail {
  /** The block that the argument stands in. */
  readonly block?: string;
  readonly name: string;
  readonly before?: readonly string[];
  readonly after?: string;
}

export const DETAILS: Readonly<Record<string, readonly (readonly Detail[])[]>> = {
  aws_db_instance: [[{ name: "engine" }, { name: "instance_class" }]],
  aws_ebs_volume: [[{ name: "size", after: " GiB" }, { name: "type" }]],
  aws_instance: [
    [{ name: "instance_type" }, { block: "instance_market_options", name: "market_type" }],
    [
      { block: "root_block_device", name: "volume_size", before: ["root"], after: " GiB" },
      { block: "root_block_device", name: "volume_type" },
    ],
  ],
  aws_lambda_function: [[{ name: "runtime" }]],
  aws_vpc: [[{ name: "cidr_block" }]],
  module: [[{ name: "source" }]],
  google_compute_instance: [[{ name: "machine_type" }]],
};

/** Types that keep data. */
export const STORES =
  /^(?:aws_(?:s3_bucket|ebs_volume|db_instance|rds_cluster|dynamodb_table|efs_file_system|elasticache_.*|redshift_cluster)|google_(?:storage_bucket|sql_database_instance|compute_disk)|azurerm_(?:storage_account|.*_database|managed_disk))$/;

/** What a type is called where its name does not say it. */
export const WORDS: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: "API Gateway",
  aws_apigatewayv2_api: "API Gateway",
  aws_budgets_budget: "Budget",
  aws_cloudfront_distribution: "CloudFront",
  aws_cloudwatch_event_rule: "EventBridge rule",
  aws_cloudwatch_metric_alarm: "CloudWatch alarm",
  aws_db_instance: "RDS database",
  aws_default_subnet: "Subnet",
  aws_default_vpc: "VPC",
  aws_dynamodb_table: "DynamoDB table",
  aws_ebs_volume: "EBS volume",
  aws_ecr_repository: "ECR repository",
  aws_ecs_cluster: "ECS cluster",
  aws_ecs_service: "ECS service",
  aws_efs_file_system: "EFS file system",
  aws_eip: "Elastic IP",
  aws_eks_cluster: "EKS cluster",
  aws_instance: "EC2 instance",
  aws_kms_key: "KMS key",
  aws_lambda_function: "Lambda function",
  aws_lb: "Load balancer",
  aws_nat_gateway: "NAT gateway",
  aws_rds_cluster: "RDS cluster",
  aws_route53_record: "Route 53 record",
  aws_route53_zone: "Route 53 zone",
  aws_s3_bucket: "S3 bucket",
  aws_scheduler_schedule: "Schedule",
  aws_secretsmanager_secret: "Secrets Manager secret",
  aws_sns_topic: "SNS topic",
  aws_sqs_queue: "SQS queue",
  aws_ssm_parameter: "Parameter Store",
  aws_subnet: "Subnet",
  aws_subnets: "Subnet",
  aws_vpc: "VPC",
  aws_vpcs: "VPC",
};

/** What a reader calls a type. */
export function wordOf(type: string): string {
  const known = WORDS[type];
  if (known !== undefined) return known;
  const words = type.replace(/^[a-z]+_(?=.)/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
