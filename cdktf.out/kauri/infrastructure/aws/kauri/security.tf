# Generated from stacks/kauri/security.ts by plainform ("npm run synth"): edit that, not this.

resource "aws_security_group" "host" {
  name        = var.project_name
  description = "Kauri host: web from anywhere, SSH and Grafana from allowed networks, everything out"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = var.project_name
  }
}

check "operators" {
  assert {
    condition     = length(var.allowed_cidrs) > 0
    error_message = "Nobody may reach SSH and Grafana: ssh and scp will time out until allowed_cidrs has your own address."
  }
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.host.id
  description       = "SSH"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_vpc_security_group_ingress_rule" "grafana" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.host.id
  description       = "Grafana"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 3000
  to_port           = 3000
}

# trivy:ignore:AVD-AWS-0107 The demo is for everybody.
resource "aws_vpc_security_group_ingress_rule" "http" {
  # checkov:skip=CKV_AWS_260: The demo is for everybody.

  security_group_id = aws_security_group.host.id
  description       = "HTTP"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

# trivy:ignore:AVD-AWS-0107 The demo is for everybody.
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.host.id
  description       = "HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# trivy:ignore:AVD-AWS-0104 Mirrors, registries and APIs have no fixed addresses.
resource "aws_vpc_security_group_egress_rule" "all" {
  # checkov:skip=CKV_AWS_382: Mirrors, registries and APIs have no fixed addresses.

  security_group_id = aws_security_group.host.id
  description       = "Packages, images, AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
