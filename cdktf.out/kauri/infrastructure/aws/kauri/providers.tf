# Generated from stacks/kauri by plainform ("npm run synth"): edit that, not this.

provider "aws" {
  region = var.aws_region

  default_tags {
    tags = local.tags
  }
}
