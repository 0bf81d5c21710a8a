# Generated from stacks/bouvet/ec2.ts by plainform ("npm run synth"): edit that, not this.

# Ubuntu 22.04 from Canonical.
data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]

  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }

  filter {
    name   = "architecture"
    values = ["x86_64"]
  }
}

# aws_spot_instance_request is the legacy API: it does not tag the instance. From provider 5.100 on, destroying
# this resource cancels the Spot request before it terminates the instance; older ones let it start another.
resource "aws_instance" "host" {
  # checkov:skip=CKV_AWS_126: Metrics by the minute are billed, and nothing here watches them.

  ami                    = coalesce(var.ami_id, data.aws_ami.ubuntu.id)
  instance_type          = "c5.metal"
  key_name               = var.ssh_key_name
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.host.id]
  iam_instance_profile   = aws_iam_instance_profile.host.name
  ebs_optimized          = true
  # The script runs once, on the first boot: a changed one needs a new machine.
  user_data_replace_on_change = true
  user_data = templatefile("${path.module}/scripts/user-data.sh", {
    bucket              = aws_s3_bucket.images.id
    region              = var.region
    binary_uri          = coalesce(var.mcp_binary_uri, "s3://${aws_s3_bucket.images.id}/bin/bouvet-mcp")
    firecracker_version = var.firecracker_version
    firecracker_sha256  = var.firecracker_sha256
    service_unit        = file("${path.module}/scripts/bouvet.service")
  })

  # Only the instance of a persistent request can be stopped and started by hand, and a persistent request
  # needs an interruption behaviour other than terminate.
  instance_market_options {
    market_type = "spot"

    spot_options {
      max_price                      = var.spot_price
      spot_instance_type             = "persistent"
      instance_interruption_behavior = "stop"
    }
  }

  # One hop: a microVM, one router further away, cannot fetch the role's credentials.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = var.root_volume_size
    encrypted   = true

    tags = {
      Name = "bouvet"
    }
  }

  # Bare metal takes its time.
  timeouts {
    create = "20m"
    update = "30m"
    delete = "30m"
  }

  tags = {
    Name = "bouvet"
  }

  # A newer image must not replace the machine; terraform apply -replace=aws_instance.host does.
  lifecycle {
    ignore_changes = [ami]

    # Not in the variable: before Terraform 1.9 a validation sees no other variable.
    precondition {
      condition = (
        var.firecracker_version == "v1.17.0" ||
        var.firecracker_sha256 != "06094a1108ae9e82aa4c23a775aa92758f53f1175d422270d9d6162cb9ade558"
      )
      error_message = "Another firecracker_version needs its own firecracker_sha256, or an empty one."
    }
  }

  # The first boot downloads from the internet and reads the bucket.
  depends_on = [
    aws_route.internet,
    aws_route_table_association.public,
    aws_vpc_security_group_egress_rule.all,
    aws_iam_role_policy.read_images,
  ]
}

# Keeps the address over a manual stop and start.
resource "aws_eip" "host" {
  domain   = "vpc"
  instance = aws_instance.host.id

  tags = {
    Name = "bouvet"
  }
}
