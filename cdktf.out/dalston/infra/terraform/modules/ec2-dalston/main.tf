# Generated from stacks/dalston/modules/ec2-dalston/main.ts by plainform ("npm run synth"): edit that, not this.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

data "aws_subnet" "host" {
  id = var.subnet_id

  lifecycle {
    postcondition {
      condition     = self.map_public_ip_on_launch
      error_message = "The subnet gives no public addresses, without which the host reaches no package or image."
    }
  }
}

# Postgres, its password and the models.
resource "aws_ebs_volume" "data" {
  # checkov:skip=CKV_AWS_189: AWS's own key does: nobody else's account is to read the volume.
  # checkov:skip=CKV2_AWS_9: The document has no backup; README.md shows the snapshot by hand.

  availability_zone = data.aws_subnet.host.availability_zone
  type              = "gp3"
  size              = var.data_volume_size
  encrypted         = true

  tags = {
    Name = "${var.name}-data"
  }

  # Neither another zone nor a careless destroy may cost the data. To give it up on purpose:
  # terraform state rm module.ec2_dalston.aws_ebs_volume.data, and delete it by hand.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_security_group" "dalston" {
  name        = "${var.name}-sg"
  description = "Dalston: SSH from Tailscale only"
  vpc_id      = data.aws_subnet.host.vpc_id

  tags = {
    Name = "${var.name}-sg"
  }
}

resource "aws_vpc_security_group_ingress_rule" "tailscale" {
  security_group_id = aws_security_group.dalston.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  description       = "SSH from Tailscale"
  cidr_ipv4         = "100.64.0.0/10"
}

# Empty by default: opened by hand for the one session that installs Tailscale.
resource "aws_vpc_security_group_ingress_rule" "temporary" {
  for_each = toset(var.ssh_temporary_cidrs)

  security_group_id = aws_security_group.dalston.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  description       = "SSH until Tailscale runs"
  cidr_ipv4         = each.value
}

# trivy:ignore:AWS-0104 The document lets everything out; Tailscale's ports are any.
resource "aws_vpc_security_group_egress_rule" "all" {
  # checkov:skip=CKV_AWS_382: The document lets everything out; Tailscale's ports are any.

  security_group_id = aws_security_group.dalston.id
  description       = "Docker Hub, S3, packages"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

# AWS keeps it at the newest full image with the default kernel. Public: nothing secret is in it.
data "aws_ssm_parameter" "amazon_linux" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Not every zone offers every type.
data "aws_ec2_instance_type_offerings" "host" {
  location_type = "availability-zone"

  filter {
    name   = "instance-type"
    values = [var.instance_type]
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
  # The host formats a volume only soon after it was created, and never one that was created from a snapshot.
  data_volume_created = aws_ebs_volume.data.snapshot_id == "" ? aws_ebs_volume.data.create_time : ""
}

data "aws_ec2_instance_type" "host" {
  instance_type = var.instance_type

  lifecycle {
    postcondition {
      condition     = contains(self.supported_architectures, "x86_64")
      error_message = "${var.instance_type} is not an x86_64 type, which the image is for."
    }

    postcondition {
      condition     = !var.gpu_enabled || length(self.gpus) > 0
      error_message = "${var.instance_type} has no GPU: gpu_enabled needs a type such as g4dn.xlarge."
    }
  }
}

resource "aws_instance" "dalston" {
  # checkov:skip=CKV_AWS_126: Five-minute metrics are free, and nobody is woken by them.
  # checkov:skip=CKV_AWS_341: Containers use the role, and are one hop further away.

  ami                    = nonsensitive(data.aws_ssm_parameter.amazon_linux.value)
  instance_type          = var.instance_type
  key_name               = var.ssh_key_name
  subnet_id              = data.aws_subnet.host.id
  vpc_security_group_ids = [aws_security_group.dalston.id]
  iam_instance_profile   = var.instance_profile_name
  ebs_optimized          = true
  # The script runs once, on the first boot: a changed one needs a new machine. /data comes along.
  user_data_replace_on_change = true
  user_data = templatefile("${path.module}/../../../scripts/user-data.sh", {
    bucket              = var.bucket_name
    region              = var.region
    data_volume_id      = aws_ebs_volume.data.id
    data_volume_created = local.data_volume_created
    parameters          = var.parameters
    gpu                 = var.gpu_enabled
  })

  # Two hops: containers get the role's credentials too.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  # The NVIDIA driver and the GPU engines' images are large.
  root_block_device {
    volume_type = "gp3"
    volume_size = max(var.root_volume_size, var.gpu_enabled ? 100 : 0)
    encrypted   = true

    tags = {
      Name = "${var.name}-root"
    }
  }

  tags = {
    Name = var.name
  }

  # A newer image must not replace the machine. To take one:
  # terraform apply -replace=module.ec2_dalston.aws_instance.dalston
  lifecycle {
    ignore_changes = [ami]

    precondition {
      condition = contains(local.host_zones, data.aws_subnet.host.availability_zone)
      error_message = (
        length(local.host_zones) == 0
        ? "No zone of this region offers the instance type ${var.instance_type}."
        : "${var.instance_type} is not offered in zone ${data.aws_subnet.host.availability_zone}, only in: ${join(", ", local.host_zones)}."
      )
    }
  }

  # The first boot downloads from the internet.
  depends_on = [aws_vpc_security_group_egress_rule.all]
}

resource "aws_volume_attachment" "data" {
  device_name                    = "/dev/xvdf"
  volume_id                      = aws_ebs_volume.data.id
  instance_id                    = aws_instance.dalston.id
  stop_instance_before_detaching = true
}
