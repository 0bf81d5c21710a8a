# Generated from stacks/bloaty/dns.ts by plainform ("npm run synth"): edit that, not this.

locals {
  hostname = var.domain == null ? null : join(".", compact([var.subdomain, var.domain]))
}

# Registering a domain makes its zone; without a domain there is no record, and everything else works.
data "aws_route53_zone" "main" {
  count = var.domain == null ? 0 : 1

  name         = var.domain
  private_zone = false
}

resource "aws_route53_record" "host" {
  count = var.domain == null ? 0 : 1

  zone_id = data.aws_route53_zone.main[0].zone_id
  name    = local.hostname
  type    = "A"
  ttl     = 300
  records = [aws_eip.host.public_ip]
}
