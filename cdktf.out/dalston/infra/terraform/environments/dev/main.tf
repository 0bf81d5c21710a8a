# Generated from stacks/dalston/environments/main.ts by plainform ("npm run synth"): edit that, not this.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = merge(
      {
        Project     = "dalston"
        Environment = "dev"
      },
      var.tags
    )
  }
}

data "aws_caller_identity" "current" {}

module "s3_artifacts" {
  source = "../../modules/s3-artifacts"

  bucket_name = coalesce(
    var.artifacts_bucket,
    "dalston-artifacts-${data.aws_caller_identity.current.account_id}"
  )
  job_retention_days = var.job_retention_days
}

locals {
  # The repository's engines have -cpu in their names only where a GPU is the other choice.
  services = [for service in var.services : var.gpu_enabled ? trimsuffix(service, "-cpu") : service]
}

# Not in the user data: a change of these needs dalston-update on the host, and not a new machine.
resource "aws_ssm_parameter" "host" {
  # checkov:skip=CKV2_AWS_34: No secrets: a plan is to show what changes.
  # checkov:skip=CKV_AWS_337: No secrets: a plan is to show what changes.

  for_each = {
    repository = var.repository_url
    revision   = var.repository_revision
    services   = join(" ", local.services)
    "docker-compose.aws.yml" = chomp(file(coalesce(
      var.compose_override,
      "${path.module}/../../../docker/docker-compose.aws.yml"
    )))
  }

  name           = "/dalston/${each.key}"
  description    = "Read by dalston-update on the host"
  type           = "String"
  insecure_value = each.value
}

module "iam_dalston" {
  source = "../../modules/iam-dalston"

  name           = "dalston"
  bucket_arn     = module.s3_artifacts.bucket_arn
  parameter_arns = values(aws_ssm_parameter.host)[*].arn
}

data "aws_subnets" "default" {
  filter {
    name   = "default-for-az"
    values = ["true"]
  }

  filter {
    name   = "availability-zone"
    values = [var.availability_zone]
  }

  lifecycle {
    postcondition {
      condition     = length(self.ids) == 1
      error_message = "${var.region} has no default subnet in ${var.availability_zone}: aws ec2 create-default-vpc makes the default VPC anew, aws ec2 create-default-subnet --availability-zone a single subnet."
    }
  }
}

module "ec2_dalston" {
  source = "../../modules/ec2-dalston"

  name                  = "dalston"
  subnet_id             = one(data.aws_subnets.default.ids)
  instance_type         = var.instance_type
  root_volume_size      = var.root_volume_size
  data_volume_size      = var.data_volume_size
  instance_profile_name = module.iam_dalston.instance_profile_name
  ssh_key_name          = var.ssh_key_name
  ssh_temporary_cidrs   = var.ssh_temporary_cidrs
  gpu_enabled           = var.gpu_enabled
  bucket_name           = module.s3_artifacts.bucket_name
  region                = var.region
  parameters            = "/dalston"
}
