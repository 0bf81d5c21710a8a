/** Why an argument's JSON text may be written as `jsonencode({ … })`, which sorts keys and leaves out white space. */
export type JsonReason =
  /** The provider keeps JSON in a form of its own, whatever form it was given. */
  | "normalised"
  /** The provider keeps the text, and takes another text with the same meaning for no change. */
  | "compared";

/**
 * The arguments of AWS provider 5.100.0 that hold JSON of which only the meaning counts.
 * `test/terraform/json-arguments.test.ts` asks the provider for each.
 *
 * Everything else stays the text that it is. That a value is JSON is not enough: `secret_string`, a parameter's
 * `value`, user data and `aws_cloudwatch_event_target.input` are what their readers get, byte for byte; and
 * `aws_api_gateway_rest_api.body`, `aws_config_config_rule.input_parameters` and `aws_ssm_document.content` would be
 * changed by another order of keys. Of `aws_sfn_state_machine.definition` it is not known: its plan asks AWS.
 */
const ARGUMENTS: Readonly<Record<string, JsonReason>> = {
  "aws_api_gateway_model.schema": "normalised",
  "aws_apigatewayv2_api.body": "compared",
  "aws_apigatewayv2_model.schema": "normalised",
  "aws_batch_job_definition.container_properties": "normalised",
  "aws_cloudformation_stack.template_body": "normalised",
  "aws_cloudwatch_dashboard.dashboard_body": "normalised",
  "aws_cloudwatch_event_rule.event_pattern": "normalised",
  "aws_cloudwatch_log_data_protection_policy.policy_document": "normalised",
  "aws_cloudwatch_log_resource_policy.policy_document": "normalised",
  "aws_connect_contact_flow.content": "normalised",
  "aws_dms_replication_task.table_mappings": "compared",
  "aws_dynamodb_table_item.item": "compared",
  "aws_ecs_task_definition.container_definitions": "normalised",
  "aws_elasticsearch_domain.access_policies": "normalised",
  "aws_emr_cluster.configurations_json": "normalised",
  "aws_networkmanager_core_network_policy_attachment.policy_document": "normalised",
  "aws_opensearch_domain.access_policies": "normalised",
  "aws_organizations_policy.content": "compared",
  "aws_servicecatalog_constraint.parameters": "compared",
  "aws_sns_topic.delivery_policy": "normalised",
  "aws_sns_topic_subscription.delivery_policy": "normalised",
  "aws_sns_topic_subscription.filter_policy": "normalised",
  "aws_sns_topic_subscription.redrive_policy": "normalised",
  "aws_sqs_queue.redrive_allow_policy": "normalised",
  "aws_sqs_queue.redrive_policy": "normalised",
  "aws_sqs_queue_redrive_allow_policy.redrive_allow_policy": "normalised",
  "aws_sqs_queue_redrive_policy.redrive_policy": "normalised",
  "aws_ssoadmin_permission_set_inline_policy.inline_policy": "normalised",
  "aws_wafv2_web_acl.rule_json": "normalised",
};

/** Policies, whatever resource of AWS they belong to: AWS compares them by their meaning, and so does its provider. */
const POLICIES: ReadonlySet<string> = new Set(["policy", "assume_role_policy"]);

/** Where the provider does not: another order of keys is an update. */
const EXACT_POLICIES: ReadonlySet<string> = new Set([
  "aws_dynamodb_resource_policy.policy",
  "aws_kinesis_resource_policy.policy",
]);

const NAMES: ReadonlySet<string> = new Set([
  ...POLICIES,
  ...Object.keys(ARGUMENTS).map((path) => path.slice(path.indexOf(".") + 1)),
]);

/**
 * @param path resource type and name of the argument, `aws_sqs_queue.redrive_policy`
 * @returns what its JSON is: a policy, any other document, or a text like every other
 */
export function jsonKind(path: string): "policy" | "document" | undefined {
  if (ARGUMENTS[path] !== undefined) return "document";
  if (!/^(?:data\.)?aws_/.test(path) || EXACT_POLICIES.has(path)) return undefined;
  return POLICIES.has(path.slice(path.lastIndexOf(".") + 1)) ? "policy" : undefined;
}

/** Whether an argument of a name holds JSON of which only the meaning counts, in any resource. */
export function mayBeJson(name: string): boolean {
  return NAMES.has(name);
}

/** All arguments with their reasons, for the test that asks the provider. */
export function jsonArguments(): readonly (readonly [string, JsonReason])[] {
  return Object.entries(ARGUMENTS);
}
