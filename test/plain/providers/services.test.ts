import { expect, it } from "vitest";
import { serviceOf } from "../../../constructs/plain/providers/services";

it.each([
  ["aws_iam_role", "iam"],
  ["aws_vpc", "network"],
  ["aws_vpc_endpoint", "network"],
  ["aws_vpclattice_service", "vpclattice"],
  ["aws_route_table_association", "network"],
  ["aws_route53_record", "route53"],
  ["aws_security_group_rule", "network"],
  ["aws_securityhub_account", "securityhub"],
  ["aws_instance", "compute"],
  ["aws_launch_template", "compute"],
  ["aws_db_instance", "rds"],
  ["aws_lb_listener", "load_balancer"],
  ["aws_apigatewayv2_api", "api_gateway"],
  ["google_compute_instance", "compute"],
  ["google_compute_firewall", "network"],
  ["azurerm_subnet", "network"],
  ["github_repository", "repository"],
  ["random_password", undefined],
  ["terraform_data", undefined],
])("%s belongs to %s", (type, service) => {
  expect(serviceOf(type)).toBe(service);
});
