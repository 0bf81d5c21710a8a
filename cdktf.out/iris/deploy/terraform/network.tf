# Generated from stacks/iris by plainform ("npm run synth"): edit that, not this.

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

locals {
  zones = sort(data.aws_ec2_instance_type_offerings.host.locations)
  zone  = coalesce(var.availability_zone, try(local.zones[0], "none"))
}

data "aws_subnet" "host" {
  vpc_id            = one(data.aws_vpcs.default.ids)
  availability_zone = local.zone
  default_for_az    = true

  lifecycle {
    precondition {
      condition     = contains(local.zones, local.zone)
      error_message = "t3.micro is not offered in zone ${local.zone}, only in: ${join(", ", local.zones)}."
    }
  }
}
