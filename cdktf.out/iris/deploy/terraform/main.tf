# Generated from stacks/iris/main.ts by plainform ("npm run synth"): edit that, not this.

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
      Project = "iris"
    }
  }
}
