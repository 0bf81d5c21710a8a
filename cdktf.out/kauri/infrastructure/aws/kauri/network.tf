# Generated from stacks/kauri/network.ts by plainform ("npm run synth"): edit that, not this.

# trivy:ignore:AVD-AWS-0178 Flow logs are billed by the GB, and the budget is for a demo.
resource "aws_vpc" "main" {
  # checkov:skip=CKV2_AWS_11: Flow logs are billed by the GB, and the budget is for a demo.

  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = var.project_name
  }
}

# No rules: what gets into it by omission reaches nothing.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
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

# No Local Zones.
data "aws_availability_zones" "regular" {
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  host_zones = sort(setintersection(
    data.aws_ec2_instance_type_offerings.host.locations,
    data.aws_availability_zones.regular.names
  ))
  zone = coalesce(var.availability_zone, try(local.host_zones[0], "none"))
}

# trivy:ignore:AVD-AWS-0164 For the minute of the first boot before the Elastic IP is there.
resource "aws_subnet" "public" {
  # checkov:skip=CKV_AWS_130: For the minute of the first boot before the Elastic IP is there.

  vpc_id                  = aws_vpc.main.id
  availability_zone       = local.zone
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 1, 0)
  map_public_ip_on_launch = true

  tags = {
    Name = "${var.project_name}-public"
  }

  # A zone that starts to offer the type must not move the subnet, and the machine with it.
  lifecycle {
    ignore_changes = [availability_zone]

    precondition {
      condition = contains(local.host_zones, local.zone)
      error_message = (
        length(local.host_zones) == 0
        ? "No zone of this region offers the instance type t4g.large."
        : "t4g.large is not offered in zone ${local.zone}, only in: ${join(", ", local.host_zones)}."
      )
    }

    postcondition {
      condition     = var.availability_zone == null || self.availability_zone == var.availability_zone
      error_message = "The subnet is in ${self.availability_zone} and stays there. To move it, with its data: terraform apply with this availability_zone, data_snapshot_id = the snapshot of a stopped host's data volume, -replace=aws_subnet.public and -replace=aws_ebs_volume.data."
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
