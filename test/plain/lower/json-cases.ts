/** An argument that holds JSON, in a resource that Terraform plans. */
export interface JsonCase {
  /** The other arguments that the resource must have. */
  readonly rest: object;
  readonly document: object;
}

const ARN = "arn:aws:sqs:us-east-1:123456789012:q";
const TOPIC = { topic_arn: "arn:aws:sns:us-east-1:123456789012:t", protocol: "sqs", endpoint: ARN };
const QUEUE = { queue_url: "https://sqs.us-east-1.amazonaws.com/123456789012/q" };
const ANY = { b: 1, a: { d: ["x", 2], c: true } };
const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Sid: "a", Effect: "Allow", Principal: { AWS: "*" }, Action: "sqs:*", Resource: "*" }],
};

/** Arguments whose JSON is written with `jsonencode`. */
export const DOCUMENTS: Readonly<Record<string, JsonCase>> = {
  "aws_api_gateway_model.schema": {
    rest: { rest_api_id: "p", content_type: "application/json", name: "n" },
    document: { type: "object", title: "x" },
  },
  "aws_apigatewayv2_api.body": {
    rest: { name: "p", protocol_type: "HTTP" },
    document: { openapi: "3.0.1", info: { title: "x", version: "1.0" }, paths: {} },
  },
  "aws_apigatewayv2_model.schema": {
    rest: { api_id: "p", content_type: "application/json", name: "n" },
    document: { type: "object", title: "x" },
  },
  "aws_batch_job_definition.container_properties": {
    rest: { name: "j", type: "container" },
    document: {
      image: "busybox",
      command: ["ls"],
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "512" },
      ],
    },
  },
  "aws_cloudformation_stack.template_body": {
    rest: { name: "p" },
    document: { Resources: { A: { Type: "AWS::S3::Bucket" } }, Description: "x" },
  },
  "aws_cloudwatch_dashboard.dashboard_body": {
    rest: { dashboard_name: "d" },
    document: { widgets: [{ type: "text", x: 0, properties: { markdown: "a" } }] },
  },
  "aws_cloudwatch_event_rule.event_pattern": {
    rest: { name: "r" },
    document: { source: ["aws.ec2"], detail: { state: ["running"] }, a: ["x"] },
  },
  "aws_cloudwatch_log_data_protection_policy.policy_document": {
    rest: { log_group_name: "p" },
    document: ANY,
  },
  "aws_cloudwatch_log_resource_policy.policy_document": { rest: { policy_name: "p" }, document: POLICY },
  "aws_connect_contact_flow.content": {
    rest: { instance_id: "11111111-1111-1111-1111-111111111111", name: "n" },
    document: ANY,
  },
  "aws_dms_replication_task.table_mappings": {
    rest: {
      replication_task_id: "pa",
      migration_type: "full-load",
      replication_instance_arn: "arn:aws:dms:us-east-1:123456789012:rep:a",
      source_endpoint_arn: "arn:aws:dms:us-east-1:123456789012:endpoint:a",
      target_endpoint_arn: "arn:aws:dms:us-east-1:123456789012:endpoint:b",
    },
    document: { rules: [{ "rule-type": "selection", "rule-id": "1" }], a: 1 },
  },
  "aws_dynamodb_table_item.item": {
    rest: { table_name: "t", hash_key: "id" },
    document: { id: { S: "x" }, count: { N: "1" } },
  },
  "aws_ecs_task_definition.container_definitions": {
    rest: { family: "a" },
    document: [
      {
        name: "a",
        image: "b",
        essential: true,
        memory: 128,
        cpu: 10,
        portMappings: [{ hostPort: 80, containerPort: 80, protocol: "tcp" }],
      },
    ],
  },
  "aws_elasticsearch_domain.access_policies": { rest: { domain_name: "dom" }, document: POLICY },
  "aws_emr_cluster.configurations_json": {
    rest: {
      name: "j",
      release_label: "emr-6.0.0",
      service_role: "arn:aws:iam::123456789012:role/x",
      master_instance_group: { instance_type: "m5.large" },
    },
    document: [{ Properties: { b: "1", a: "2" }, Classification: "x" }],
  },
  "aws_networkmanager_core_network_policy_attachment.policy_document": {
    rest: { core_network_id: "core-network-11111111111111111" },
    document: ANY,
  },
  "aws_opensearch_domain.access_policies": { rest: { domain_name: "dom" }, document: POLICY },
  "aws_organizations_policy.content": {
    rest: { name: "p" },
    document: {
      Version: "2012-10-17",
      Statement: [{ Sid: "a", Effect: "Allow", Action: "sqs:*", Resource: "*" }],
    },
  },
  "aws_servicecatalog_constraint.parameters": {
    rest: { portfolio_id: "port-1", product_id: "prod-1", type: "LAUNCH" },
    document: ANY,
  },
  "aws_sns_topic.delivery_policy": {
    rest: { name: "t" },
    document: { http: { defaultHealthyRetryPolicy: { numRetries: 3, minDelayTarget: 20 } }, a: {} },
  },
  "aws_sns_topic_subscription.delivery_policy": {
    rest: {
      topic_arn: "arn:aws:sns:us-east-1:123456789012:t",
      protocol: "https",
      endpoint: "https://example.com",
    },
    document: {
      healthyRetryPolicy: { numRetries: 3, minDelayTarget: 20, maxDelayTarget: 30 },
      throttlePolicy: { maxReceivesPerSecond: 5 },
    },
  },
  "aws_sns_topic_subscription.filter_policy": { rest: TOPIC, document: { store: ["x"], event: ["y"] } },
  "aws_sns_topic_subscription.redrive_policy": {
    rest: TOPIC,
    document: { deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dlq", a: 1 },
  },
  "aws_sqs_queue.redrive_allow_policy": {
    rest: { name: "q" },
    document: { sourceQueueArns: ["arn:aws:sqs:us-east-1:123456789012:a"], redrivePermission: "byQueue" },
  },
  "aws_sqs_queue.redrive_policy": {
    rest: { name: "q" },
    document: { maxReceiveCount: 3, deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dlq" },
  },
  "aws_sqs_queue_redrive_allow_policy.redrive_allow_policy": {
    rest: QUEUE,
    document: { sourceQueueArns: ["arn:aws:sqs:us-east-1:123456789012:a"], redrivePermission: "byQueue" },
  },
  "aws_sqs_queue_redrive_policy.redrive_policy": {
    rest: QUEUE,
    document: { maxReceiveCount: 3, deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dlq" },
  },
  "aws_ssoadmin_permission_set_inline_policy.inline_policy": {
    rest: {
      instance_arn: "arn:aws:sso:::instance/ssoins-1",
      permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
    },
    document: {
      Version: "2012-10-17",
      Statement: [{ Sid: "a", Effect: "Allow", Action: "sqs:*", Resource: "*" }],
    },
  },
  "aws_wafv2_web_acl.rule_json": {
    rest: {
      name: "p",
      scope: "REGIONAL",
      default_action: { allow: {} },
      visibility_config: {
        cloudwatch_metrics_enabled: false,
        metric_name: "x",
        sampled_requests_enabled: false,
      },
    },
    document: [{ Priority: 1, Name: "x" }],
  },
};

/** Arguments that are JSON, or policies, whose text counts. */
export const TEXTS: Readonly<Record<string, JsonCase>> = {
  "aws_api_gateway_rest_api.body": {
    rest: { name: "p" },
    document: { openapi: "3.0.1", info: { title: "x", version: "1.0" }, paths: {} },
  },
  "aws_cloudwatch_event_target.input": { rest: { rule: "r", arn: ARN }, document: ANY },
  "aws_config_config_rule.input_parameters": {
    rest: { name: "p", source: { owner: "AWS", source_identifier: "X" } },
    document: { b: "1", a: "2" },
  },
  "aws_dynamodb_resource_policy.policy": {
    rest: { resource_arn: "arn:aws:dynamodb:us-east-1:123456789012:table/x" },
    document: POLICY,
  },
  "aws_kinesis_resource_policy.policy": {
    rest: { resource_arn: "arn:aws:kinesis:us-east-1:123456789012:stream/x" },
    document: POLICY,
  },
  "aws_secretsmanager_secret_version.secret_string": { rest: { secret_id: "p" }, document: ANY },
  "aws_ssm_document.content": {
    rest: { name: "ppp", document_type: "Command" },
    document: { schemaVersion: "1.2", description: "x", runtimeConfig: {} },
  },
  "aws_ssm_parameter.value": { rest: { name: "p", type: "String" }, document: ANY },
};
