# Generated from stacks/iris/security.ts by plainform ("npm run synth"): edit that, not this.

resource "aws_security_group" "host" {
  name        = "iris"
  description = "IRIS host: web from anywhere, SSH from the operator, everything out"
  vpc_id      = one(data.aws_vpcs.default.ids)

  tags = {
    Name = "iris"
  }
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each = toset(var.ssh_allowed_cidrs)

  security_group_id = aws_security_group.host.id
  description       = "SSH"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

# trivy:ignore:AWS-0107 The extension's users may be anywhere.
resource "aws_vpc_security_group_ingress_rule" "http" {
  # checkov:skip=CKV_AWS_260: Let's Encrypt asks here, and everybody is sent on to HTTPS.

  security_group_id = aws_security_group.host.id
  description       = "HTTP"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

# trivy:ignore:AWS-0107 The extension's users may be anywhere.
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.host.id
  description       = "HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# For a development server started by hand: gunicorn itself answers on localhost only.
resource "aws_vpc_security_group_ingress_rule" "flask" {
  for_each = toset(var.flask_allowed_cidrs)

  security_group_id = aws_security_group.host.id
  description       = "Flask, for tests"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

# trivy:ignore:AWS-0104 Mirrors, GitHub and the LLM have no fixed addresses.
resource "aws_vpc_security_group_egress_rule" "all" {
  # checkov:skip=CKV_AWS_382: Mirrors, GitHub and the LLM have no fixed addresses.

  security_group_id = aws_security_group.host.id
  description       = "Packages, GitHub, the LLM, AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
