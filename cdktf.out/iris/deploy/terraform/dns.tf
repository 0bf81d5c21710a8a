# Generated from stacks/iris/dns.ts by plainform ("npm run synth"): edit that, not this.

# Without route53_zone the record is made by hand, wherever the domain's DNS is.
data "aws_route53_zone" "main" {
  count = var.route53_zone == null ? 0 : 1

  name = var.route53_zone

  lifecycle {
    precondition {
      condition     = try(endswith(".${var.domain}", ".${trimsuffix(var.route53_zone, ".")}"), false)
      error_message = "route53_zone must be the zone that the domain is in: example.com for api.iris.example.com."
    }
  }
}

resource "aws_route53_record" "host" {
  count = var.route53_zone == null ? 0 : 1

  zone_id = data.aws_route53_zone.main[0].zone_id
  name    = var.domain
  type    = "A"
  ttl     = 300
  records = [aws_eip.host.public_ip]
}
