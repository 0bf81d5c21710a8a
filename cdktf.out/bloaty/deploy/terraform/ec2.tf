# Generated from stacks/bloaty/ec2.ts by plainform ("npm run synth"): edit that, not this.

# AWS keeps it at the newest full image with the default kernel. Public: nothing secret is in it.
data "aws_ssm_parameter" "amazon_linux" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# No user data: deploy/setup-ec2.sh configures the host, from the repository's clone, and can be run again. So no
# change of a script ever replaces the machine. The default subnet gives it a public address until the Elastic
# IP is there.
resource "aws_instance" "host" {
  # checkov:skip=CKV_AWS_126: Metrics by the minute are billed, and nothing here watches them.

  ami                    = nonsensitive(data.aws_ssm_parameter.amazon_linux.value)
  instance_type          = var.instance_type
  key_name               = var.ssh_key_name
  subnet_id              = sort(data.aws_subnets.default.ids)[0]
  ebs_optimized          = true
  vpc_security_group_ids = [aws_security_group.host.id]
  iam_instance_profile   = aws_iam_instance_profile.host.name

  # One hop: the host's scripts use the role, a container cannot reach it.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  # Postgres, the uploads and the certificate are on it: it outlives the machine, whatever ends that. Without an
  # instance it has to be mounted, or deleted, by hand.
  root_block_device {
    volume_type           = "gp3"
    volume_size           = var.root_volume_size
    encrypted             = true
    delete_on_termination = var.disposable

    tags = {
      Name = "bloaty-prod"
    }
  }

  tags = {
    Name = "bloaty-prod"
  }

  # None of these may replace the machine, and the data's volume with it: a newer image, another key pair, which counts
  # at launch only, a new default subnet. terraform apply -replace=aws_instance.host does.
  lifecycle {
    ignore_changes = [ami, key_name, subnet_id]
  }
}

# What the DNS record points to: stays the same over stop and start.
resource "aws_eip" "host" {
  domain   = "vpc"
  instance = aws_instance.host.id

  tags = {
    Name = "bloaty-prod"
  }
}
