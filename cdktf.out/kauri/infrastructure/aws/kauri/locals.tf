# Generated from stacks/kauri/locals.ts by plainform ("npm run synth"): edit that, not this.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  # On everything that can carry tags: the project's budget counts by it.
  tags             = merge(var.additional_tags, { Project = var.project_name })
  partition        = data.aws_partition.current.partition
  account_id       = data.aws_caller_identity.current.account_id
  parameter_prefix = "/${var.project_name}"
}
