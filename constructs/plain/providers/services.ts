/**
 * Which service a type of resource belongs to, as a reader would call the file that holds it: `aws_iam_role` is `iam`,
 * `aws_subnet` is `network`. Of providers that are not named here, the word behind the provider's name.
 *
 * @param type of a resource or data source: `aws_subnet`
 * @returns undefined where the type says nothing of what it is for
 */
export function serviceOf(type: string): string | undefined {
  if (!services.has(type)) services.set(type, serviceByName(type));
  return services.get(type);
}

// A few types, of many resources.
const services = new Map<string, string | undefined>();

function serviceByName(type: string): string | undefined {
  const [provider = "", ...words] = type.split("_");
  if (UTILITIES.has(provider)) return undefined;
  const rest = words.join("_");
  const [, service] =
    SERVICES[provider]?.find(([prefix]) => rest === prefix || rest.startsWith(`${prefix}_`)) ?? [];
  return service ?? words[0];
}

/** What these make belongs to whatever uses it. */
const UTILITIES: ReadonlySet<string> = new Set([
  "archive",
  "cloudinit",
  "external",
  "http",
  "local",
  "null",
  "random",
  "template",
  "terraform",
  "time",
  "tls",
]);

// Types older than a provider's habit of naming the service first, and services of more than one word.
const SERVICES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  aws: [
    ...under("network", [
      "customer_gateway",
      "default_network_acl",
      "default_route_table",
      "default_security_group",
      "default_subnet",
      "default_vpc",
      "ec2_managed_prefix_list",
      "ec2_transit_gateway",
      "egress_only_internet_gateway",
      "eip",
      "flow_log",
      "internet_gateway",
      "main_route_table_association",
      "nat_gateway",
      "network_acl",
      "network_interface",
      "prefix_list",
      "route",
      "route_table",
      "security_group",
      "security_groups",
      "subnet",
      "subnets",
      "vpc",
      "vpcs",
      "vpn",
    ]),
    ...under("compute", [
      "ami",
      "autoscaling",
      "ebs",
      "instance",
      "instances",
      "key_pair",
      "launch",
      "placement_group",
      "spot",
      "volume_attachment",
    ]),
    ...under("load_balancer", ["alb", "app_cookie", "elb", "lb", "load_balancer"]),
    ...under("api_gateway", ["api_gateway", "apigatewayv2"]),
    ...under("elastic_beanstalk", ["elastic_beanstalk"]),
    ...under("rds", ["db", "rds"]),
    ...under("service_discovery", ["service_discovery"]),
    ...under("ses", ["ses", "sesv2"]),
    ...under("waf", ["waf", "wafregional", "wafv2"]),
  ],
  azurerm: [
    ...under("compute", ["linux_virtual_machine", "virtual_machine", "windows_virtual_machine"]),
    ...under("iam", ["role", "user_assigned_identity"]),
    ...under("network", [
      "nat_gateway",
      "network",
      "private_dns",
      "private_endpoint",
      "public_ip",
      "route",
      "route_table",
      "subnet",
      "virtual_network",
    ]),
  ],
  google: [
    ...under("network", [
      "compute_address",
      "compute_firewall",
      "compute_global_address",
      "compute_network",
      "compute_route",
      "compute_router",
      "compute_subnetwork",
      "vpc_access",
    ]),
    ...under("iam", ["project_iam", "service_account"]),
  ],
};

function under(service: string, prefixes: readonly string[]): readonly (readonly [string, string])[] {
  return prefixes.map((prefix) => [prefix, service] as const);
}
