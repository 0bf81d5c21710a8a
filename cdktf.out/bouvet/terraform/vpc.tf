# Generated from stacks/bouvet/vpc.ts by plainform ("npm run synth"): edit that, not this.

# trivy:ignore:AVD-AWS-0178 Flow logs are billed by the GB; one machine with one open port has little to log.
resource "aws_vpc" "main" {
  # checkov:skip=CKV2_AWS_11: Flow logs are billed by the GB; one machine with one open port has little to log.

  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "bouvet"
  }
}

# No rules: what gets into it by omission reaches nothing.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "bouvet"
  }
}

# Not every zone offers c5.metal.
data "aws_ec2_instance_type_offerings" "metal" {
  location_type = "availability-zone"

  filter {
    name   = "instance-type"
    values = ["c5.metal"]
  }
}

# No Local Zones.
data "aws_availability_zones" "regular" {
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  metal_zones = sort(setintersection(
    data.aws_ec2_instance_type_offerings.metal.locations,
    data.aws_availability_zones.regular.names
  ))
  zone = coalesce(var.availability_zone, try(local.metal_zones[0], "none"))
}

# trivy:ignore:AVD-AWS-0164 The first boot begins before the Elastic IP is there.
resource "aws_subnet" "public" {
  # checkov:skip=CKV_AWS_130: The first boot begins before the Elastic IP is there.

  vpc_id                  = aws_vpc.main.id
  availability_zone       = local.zone
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true

  tags = {
    Name = "bouvet-public"
  }

  # A zone that starts to offer the type must not move the subnet, and the machine with it.
  lifecycle {
    ignore_changes = [availability_zone]

    precondition {
      condition = contains(local.metal_zones, local.zone)
      error_message = (
        length(local.metal_zones) == 0
        ? "No zone of this region offers the instance type c5.metal."
        : "c5.metal is not offered in zone ${local.zone}, only in: ${join(", ", local.metal_zones)}."
      )
    }

    postcondition {
      condition     = var.availability_zone == null || self.availability_zone == var.availability_zone
      error_message = "The subnet is in ${self.availability_zone} and stays there. To move it, with a new machine: terraform apply with this availability_zone and -replace=aws_subnet.public."
    }
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "bouvet-public"
  }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "host" {
  name        = "bouvet"
  description = "Bouvet host: SSH in, everything out"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "bouvet"
  }
}

# trivy:ignore:AVD-AWS-0107 Keys only; the document's commands name no address. ssh_allowed_cidrs narrows it.
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  # checkov:skip=CKV_AWS_24: Keys only; the document's commands name no address. ssh_allowed_cidrs narrows it.

  for_each = toset(var.ssh_allowed_cidrs)

  security_group_id = aws_security_group.host.id
  description       = "SSH"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

# trivy:ignore:AVD-AWS-0104 Ubuntu's and GitHub's addresses change, and a sandbox may reach the internet.
resource "aws_vpc_security_group_egress_rule" "all" {
  # checkov:skip=CKV_AWS_382: Ubuntu's and GitHub's addresses change, and a sandbox may reach the internet.

  security_group_id = aws_security_group.host.id
  description       = "Packages, Firecracker, S3"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
