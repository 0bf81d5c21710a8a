/** How an argument is written although its class in the provider package says or suggests otherwise. */
export type Correction =
  /** An object or a map: block syntax is refused. */
  | "attribute"
  /** A list of objects that takes block syntax, and whose empty list (`ingress = []`) means "none at all". */
  | "emptiable"
  /** The class has no types for it: every object in it is a nested block, all the way down. */
  | "blocks"
  /** The class calls it a block, which a nested attribute is called too. */
  | "undecided";

/**
 * Every disagreement between the classes of `@cdktf/provider-aws` 20.1.0 and the schema of AWS provider
 * 5.100.0 that changes what has to be printed. `test/terraform/shapes.test.ts` compares all classes with
 * `terraform providers schema -json`.
 */
const CORRECTIONS: Readonly<Record<string, Correction>> = {
  "aws_appsync_source_api_association.source_api_association_config": "emptiable",
  "aws_auditmanager_assessment.roles": "emptiable",
  "aws_bedrockagent_agent.guardrail_configuration": "emptiable",
  "aws_bedrockagent_agent.memory_configuration": "emptiable",
  "aws_bedrockagent_agent.prompt_override_configuration": "emptiable",
  "aws_bedrockagent_agent_alias.routing_configuration": "emptiable",
  "aws_cloudwatch_log_delivery.s3_delivery_configuration": "emptiable",
  "aws_default_route_table.route": "emptiable",
  "aws_default_security_group.egress": "emptiable",
  "aws_default_security_group.ingress": "emptiable",
  "aws_emr_cluster.placement_group_config": "emptiable",
  "aws_emr_cluster.step": "emptiable",
  "aws_guardduty_malware_protection_plan.actions": "emptiable",
  "aws_lexv2models_bot_version.locale_specification": "attribute",
  "aws_network_acl.egress": "emptiable",
  "aws_network_acl.ingress": "emptiable",
  "aws_networkfirewall_tls_inspection_configuration.encryption_configuration": "emptiable",
  "aws_quicksight_analysis.definition": "blocks",
  "aws_quicksight_dashboard.definition": "blocks",
  "aws_quicksight_template.definition": "blocks",
  "aws_route53domains_domain.billing_contact": "emptiable",
  "aws_route53domains_domain.name_server": "emptiable",
  "aws_route_table.route": "emptiable",
  "aws_s3tables_table.encryption_configuration": "attribute",
  "aws_s3tables_table.maintenance_configuration": "attribute",
  "aws_s3tables_table_bucket.encryption_configuration": "attribute",
  "aws_s3tables_table_bucket.maintenance_configuration": "attribute",
  "aws_security_group.egress": "emptiable",
  "aws_security_group.ingress": "emptiable",
  "aws_securitylake_data_lake.configuration.encryption_configuration": "emptiable",
  "aws_wafv2_rule_group.rule.statement": "blocks",
  "aws_wafv2_web_acl.rule.statement": "blocks",
};

/** The version of the provider that the corrections, and the table of JSON arguments, are of. */
export const KNOWN_VERSION = "5.100.0";

/** Of which provider bindings were generated. */
interface Bound {
  readonly providerName: string;
  readonly providerVersion?: string;
}

/** @returns whether bindings were generated from the version of the provider that the corrections are of */
export function hasCorrections({ providerName, providerVersion }: Bound): boolean {
  return providerName === "aws" && providerVersion === KNOWN_VERSION;
}

/** @returns whether bindings were generated from another major version of the provider than the one known here */
export function isOfOtherMajor({ providerName, providerVersion }: Bound): boolean {
  return (
    providerName === "aws" && providerVersion !== undefined && major(providerVersion) !== major(KNOWN_VERSION)
  );
}

const major = (version: string): string | undefined => version.split(".")[0];

/**
 * @param path resource type and argument names joined by dots, `aws_security_group.ingress`
 * @returns the correction, or undefined when the class is right
 */
export function correctionFor(path: string): Correction | undefined {
  return CORRECTIONS[path];
}

/** All paths that have a correction, for the test that compares them with the provider's schema. */
export function correctedPaths(): readonly string[] {
  return Object.keys(CORRECTIONS);
}
