# Generated from stacks/dalston by plainform ("npm run synth"): edit that, not this.

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
    tags = {
      Project     = "dalston"
      Environment = "dev"
    }
  }
}

data "aws_caller_identity" "current" {}

module "s3_artifacts" {
  source = "../../modules/s3-artifacts"

  bucket_name = coalesce(
    var.artifacts_bucket,
    "dalston-artifacts-${data.aws_caller_identity.current.account_id}"
  )
}

module "iam_dalston" {
  source = "../../modules/iam-dalston"

  name       = "dalston"
  bucket_arn = module.s3_artifacts.bucket_arn
}

module "ec2_dalston" {
  source = "../../modules/ec2-dalston"

  name                  = "dalston"
  instance_type         = var.instance_type
  availability_zone     = var.availability_zone
  root_volume_size      = var.root_volume_size
  data_volume_size      = var.data_volume_size
  instance_profile_name = module.iam_dalston.instance_profile_name
  ssh_key_name          = var.ssh_key_name
  ssh_temporary_cidrs   = var.ssh_temporary_cidrs
  gpu_enabled           = var.gpu_enabled
  bucket_name           = module.s3_artifacts.bucket_name
  region                = var.region
  repository_url        = var.repository_url
  repository_branch     = var.repository_branch
}
