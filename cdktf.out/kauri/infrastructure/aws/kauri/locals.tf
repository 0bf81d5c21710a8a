# Generated from stacks/kauri by plainform ("npm run synth"): edit that, not this.

data "aws_caller_identity" "current" {}

locals {
  # On everything that can carry tags: the project's budget counts by it.
  tags = {
    Project = var.project_name
  }
  account_id       = data.aws_caller_identity.current.account_id
  parameter_prefix = "/${var.project_name}"
}
