# Generated from stacks/kauri by plainform ("npm run synth"): edit that, not this.

resource "aws_vpc" "main" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = var.project_name
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = var.project_name
  }
}

# Not every zone offers t4g.large.
data "aws_ec2_instance_type_offerings" "host" {
  location_type = "availability-zone"

  filter {
    name   = "instance-type"
    values = ["t4g.large"]
  }
}

locals {
  zones = sort(data.aws_ec2_instance_type_offerings.host.locations)
  zone  = coalesce(var.availability_zone, try(local.zones[0], "none"))
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.main.id
  availability_zone = local.zone
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 1, 0)
  # For the minute of the first boot before the Elastic IP is there.
  map_public_ip_on_launch = true

  tags = {
    Name = "${var.project_name}-public"
  }

  # A zone that starts to offer the type must not move the subnet, and the machine with it.
  lifecycle {
    ignore_changes = [availability_zone]

    precondition {
      condition     = contains(local.zones, local.zone)
      error_message = "t4g.large is not offered in zone ${local.zone}, only in: ${join(", ", local.zones)}."
    }
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "${var.project_name}-public"
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
