# Generated from stacks/kauri/index.ts by plainform ("npm run synth"): edit that, not this.

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}
