# Generated from stacks/iris/network.ts by plainform ("npm run synth"): edit that, not this.

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

# Not every zone offers t3.micro.
data "aws_ec2_instance_type_offerings" "host" {
  location_type = "availability-zone"

  filter {
    name   = "instance-type"
    values = ["t3.micro"]
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

data "aws_subnet" "host" {
  vpc_id            = one(data.aws_vpcs.default.ids)
  availability_zone = local.zone
  default_for_az    = true

  lifecycle {
    precondition {
      condition = contains(local.host_zones, local.zone)
      error_message = (
        length(local.host_zones) == 0
        ? "No zone of this region offers the instance type t3.micro."
        : "t3.micro is not offered in zone ${local.zone}, only in: ${join(", ", local.host_zones)}."
      )
    }
  }
}
