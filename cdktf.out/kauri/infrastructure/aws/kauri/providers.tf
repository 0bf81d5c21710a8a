# Generated from stacks/kauri/providers.ts by plainform ("npm run synth"): edit that, not this.

provider "aws" {
  region = var.aws_region

  default_tags {
    tags = local.tags
  }
}
