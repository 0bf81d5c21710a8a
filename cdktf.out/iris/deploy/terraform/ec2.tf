# Generated from stacks/iris/ec2.ts by plainform ("npm run synth"): edit that, not this.

# AWS keeps it at the newest full image with the default kernel. Public: nothing secret is in it.
data "aws_ssm_parameter" "amazon_linux" {
  count = var.operating_system == "amazon-linux-2023" ? 1 : 0

  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Ubuntu 22.04 from Canonical.
data "aws_ami" "ubuntu" {
  count = var.operating_system == "ubuntu-22.04" ? 1 : 0

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

locals {
  user = var.operating_system == "ubuntu-22.04" ? "ubuntu" : "ec2-user"
}

# A key pair that exists already needs no second one.
resource "aws_key_pair" "host" {
  count = var.ssh_public_key == null ? 0 : 1

  key_name   = "iris"
  public_key = var.ssh_public_key
}

# The image is ignored below: this is how another distribution gets another machine all the same.
resource "terraform_data" "operating_system" {
  input = var.operating_system
}

resource "aws_instance" "host" {
  # checkov:skip=CKV_AWS_126: Metrics by the minute cost $2 a month; the alarm's metric comes by the minute anyway.

  ami = one(concat(
    [for parameter in data.aws_ssm_parameter.amazon_linux : nonsensitive(parameter.value)],
    data.aws_ami.ubuntu[*].id
  ))
  instance_type          = "t3.micro"
  key_name               = coalesce(one(aws_key_pair.host[*].key_name), var.ssh_key_name)
  subnet_id              = data.aws_subnet.host.id
  vpc_security_group_ids = [aws_security_group.host.id]
  iam_instance_profile   = aws_iam_instance_profile.host.name
  # Compressed to stay below EC2's 16 KB; cloud-init unpacks it. A change restarts the machine, which then applies it:
  # the cache and the certificate stay.
  user_data_base64 = base64gzip(templatefile(
    "${path.module}/../scripts/user-data.sh",
    {
      user                = local.user
      region              = var.region
      parameter           = var.openai_api_key_parameter
      domain              = var.domain == null ? "" : var.domain
      email               = var.letsencrypt_email == null ? "" : var.letsencrypt_email
      repository_url      = var.repository_url
      repository_branch   = var.repository_branch
      gunicorn_config     = file("${path.module}/../scripts/gunicorn_config.py")
      backend_service     = file("${path.module}/../scripts/iris-backend.service")
      backend_socket      = file("${path.module}/../scripts/iris-backend.socket")
      nginx               = file("${path.module}/../scripts/iris.conf")
      nginx_https         = file("${path.module}/../scripts/iris-https.conf")
      logrotate           = file("${path.module}/../scripts/iris.logrotate")
      fetch_env           = file("${path.module}/../scripts/fetch-env.sh")
      certificate         = file("${path.module}/../scripts/certificate.sh")
      certificate_service = file("${path.module}/../scripts/iris-certificate.service")
      setup               = file("${path.module}/../scripts/setup.sh")
      setup_service       = file("${path.module}/../scripts/iris-setup.service")
      deploy              = file("${path.module}/../scripts/deploy.sh")
    }
  ))
  ebs_optimized = true

  # Unlimited, the default of t3, bills the CPU used above the baseline.
  credit_specification {
    cpu_credits = "standard"
  }

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
      Name = "iris"
    }
  }

  tags = {
    Name = "iris"
  }

  # Neither a newer image nor a zone that starts to offer the type may replace the machine and its cache;
  # terraform apply -replace=aws_instance.host does.
  lifecycle {
    ignore_changes       = [ami, subnet_id]
    replace_triggered_by = [terraform_data.operating_system]

    precondition {
      condition     = (var.ssh_key_name == null) != (var.ssh_public_key == null)
      error_message = "Give either ssh_key_name, of a key pair that exists, or ssh_public_key, for a new one."
    }

    precondition {
      condition     = var.domain == null || var.letsencrypt_email != null
      error_message = "A domain needs letsencrypt_email, the address that Let's Encrypt warns."
    }
  }

  # The first boot reads the secret.
  depends_on = [aws_iam_role_policy.host]
}

# Keeps the address over stops, starts and replacements of the instance.
resource "aws_eip" "host" {
  domain   = "vpc"
  instance = aws_instance.host.id

  tags = {
    Name = "iris"
  }
}
