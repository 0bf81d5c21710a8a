# Generated from stacks/kauri/ssm.ts by plainform ("npm run synth"): edit that, not this.

# Names, types and descriptions are no secrets, so that a plan can be read; the values are.
resource "aws_ssm_parameter" "main" {
  # checkov:skip=CKV_AWS_337: SecureString by default, under AWS's own key; what is no secret may say String.
  # checkov:skip=CKV2_AWS_34: SecureString by default, under AWS's own key; what is no secret may say String.

  for_each = toset(nonsensitive(keys(var.ssm_parameters)))

  name        = "${local.parameter_prefix}/${each.key}"
  description = nonsensitive(var.ssm_parameters[each.key].description)
  type        = nonsensitive(var.ssm_parameters[each.key].type)
  # In the state, or, with a version (Terraform 1.11), in AWS only. Older Terraforms ignore a write-only null.
  value            = var.ssm_parameters_version == null ? var.ssm_parameters[each.key].value : null
  value_wo         = var.ssm_parameters_version == null ? null : var.ssm_parameters[each.key].value
  value_wo_version = var.ssm_parameters_version
}
