# Generated from stacks/bloaty/network.ts by plainform ("npm run synth"): edit that, not this.

data "aws_vpcs" "default" {
  filter {
    name   = "is-default"
    values = ["true"]
  }

  lifecycle {
    postcondition {
      condition     = length(self.ids) == 1
      error_message = "This region has no default VPC any more: aws ec2 create-default-vpc makes a new one."
    }
  }
}

# Not every zone offers every type: us-east-1e has no t3.
data "aws_ec2_instance_type_offerings" "host" {
  location_type = "availability-zone"

  filter {
    name   = "instance-type"
    values = [var.instance_type]
  }
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [one(data.aws_vpcs.default.ids)]
  }

  filter {
    name   = "default-for-az"
    values = ["true"]
  }

  filter {
    name   = "availability-zone"
    values = data.aws_ec2_instance_type_offerings.host.locations
  }

  lifecycle {
    postcondition {
      condition     = length(self.ids) > 0
      error_message = "The default VPC has no default subnet in a zone that offers ${var.instance_type}."
    }
  }
}

resource "aws_security_group" "host" {
  name        = "bloaty-sg"
  description = "Bloaty: SSH from the owner, HTTP and HTTPS from anywhere"
  vpc_id      = one(data.aws_vpcs.default.ids)

  tags = {
    Name = "bloaty-sg"
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

# trivy:ignore:AVD-AWS-0107 A public site.
resource "aws_vpc_security_group_ingress_rule" "http" {
  # checkov:skip=CKV_AWS_260: A public site.

  security_group_id = aws_security_group.host.id
  description       = "HTTP: redirects to HTTPS, and proves the domain to Let's Encrypt"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

# trivy:ignore:AVD-AWS-0107 A public site.
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.host.id
  description       = "HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# trivy:ignore:AVD-AWS-0104 None of these has fixed addresses.
resource "aws_vpc_security_group_egress_rule" "all" {
  # checkov:skip=CKV_AWS_382: None of these has fixed addresses.

  security_group_id = aws_security_group.host.id
  description       = "Packages, Docker Hub, Claude API, AWS APIs"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
