# Generated from stacks/kauri/compute.ts by plainform ("npm run synth"): edit that, not this.

resource "aws_iam_role" "host" {
  name        = "${var.project_name}-host"
  description = "Kauri host: its parameters, bucket, images, metrics and logs"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "host" {
  # checkov:skip=CKV_AWS_290: Metrics (of one namespace), Session Manager and the registry's login know no resources.
  # checkov:skip=CKV_AWS_355: Metrics (of one namespace), Session Manager and the registry's login know no resources.

  name = "host"
  role = aws_iam_role.host.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ReadParameters"
        Effect = "Allow"
        Action = [
          "ssm:GetParameter",
          "ssm:GetParameters",
          "ssm:GetParametersByPath",
        ]
        Resource = [
          "arn:${local.partition}:ssm:${var.aws_region}:${local.account_id}:parameter${local.parameter_prefix}",
          "arn:${local.partition}:ssm:${var.aws_region}:${local.account_id}:parameter${local.parameter_prefix}/*",
        ]
      },
      {
        Sid      = "ListBucket"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
        Resource = aws_s3_bucket.data.arn
      },
      {
        Sid    = "ReadWriteObjects"
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:PutObject",
          "s3:RestoreObject",
          "s3:AbortMultipartUpload",
        ]
        Resource = "${aws_s3_bucket.data.arn}/*"
      },
      {
        Sid      = "Metrics"
        Effect   = "Allow"
        Action   = "cloudwatch:PutMetricData"
        Resource = "*"
        Condition = {
          StringEquals = {
            "cloudwatch:namespace" = var.project_name
          }
        }
      },
      {
        Sid    = "Logs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents",
          "logs:PutRetentionPolicy",
        ]
        Resource = "arn:${local.partition}:logs:${var.aws_region}:${local.account_id}:log-group:/${var.project_name}/*"
      },
      {
        Sid    = "SessionManager"
        Effect = "Allow"
        Action = [
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
      {
        Sid      = "RegistryLogin"
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Sid    = "PullImages"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ]
        Resource = "arn:${local.partition}:ecr:${var.aws_region}:${local.account_id}:repository/${var.project_name}*"
      },
    ]
  })
}

resource "aws_iam_instance_profile" "host" {
  name = "${var.project_name}-host"
  role = aws_iam_role.host.name
}

# Postgres, Redis, ChromaDB and the models: outlives the instance.
# trivy:ignore:AVD-AWS-0027 Encrypted by AWS's own key: nobody else's account is to read it.
resource "aws_ebs_volume" "data" {
  # checkov:skip=CKV_AWS_189: Encrypted by AWS's own key: nobody else's account is to read it.
  # checkov:skip=CKV2_AWS_9: A snapshot is taken before the volume goes; dumps go to the bucket.

  availability_zone = aws_subnet.public.availability_zone
  type              = "gp3"
  size              = var.data_volume_size
  encrypted         = true
  snapshot_id       = var.data_snapshot_id
  # Terraform takes a snapshot before it deletes the volume, and leaves it.
  final_snapshot = true

  # By itself the provider waits ten minutes for the snapshot, too few for all of a volume, and takes another on the
  # next try.
  timeouts {
    delete = "60m"
  }

  tags = {
    Name = "${var.project_name}-data"
  }

  # Neither a new subnet nor a forgotten variable may replace the volume by an empty one.
  lifecycle {
    ignore_changes = [availability_zone, snapshot_id]
  }
}

# An instance keeps its market for life. The provider alone would not replace a Spot Instance whose options go.
resource "terraform_data" "market" {
  input = var.use_spot_instance ? "spot" : "on-demand"
}

# Ubuntu 22.04 from Canonical.
data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]

  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-*"]
  }

  filter {
    name   = "architecture"
    values = ["arm64"]
  }
}

locals {
  # The host formats a volume only soon after it was created, and never one that was created from a snapshot.
  data_volume_created = aws_ebs_volume.data.snapshot_id == "" ? aws_ebs_volume.data.create_time : ""
}

resource "aws_instance" "host" {
  # checkov:skip=CKV_AWS_126: Metrics by the minute are billed; the alarms do with those of five.
  # checkov:skip=CKV_AWS_341: Containers use the role, and are one hop further away.

  ami                    = data.aws_ami.ubuntu.id
  instance_type          = "t4g.large"
  key_name               = var.ssh_key_name
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.host.id]
  iam_instance_profile   = aws_iam_instance_profile.host.name
  ebs_optimized          = true
  # The script runs once, on the first boot: a changed one needs a new machine. The data stays.
  user_data_replace_on_change = true
  user_data = templatefile("${path.module}/scripts/user-data.sh", {
    project             = var.project_name
    region              = var.aws_region
    bucket              = aws_s3_bucket.data.id
    data_volume_id      = aws_ebs_volume.data.id
    data_volume_created = local.data_volume_created
  })

  # Unlimited, the default of t4g, bills the CPU used above the baseline.
  credit_specification {
    cpu_credits = "standard"
  }

  # Two hops: the containers use the role too.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = var.root_volume_size
    encrypted   = true

    tags = {
      Name = var.project_name
    }
  }

  # Only the instance of a persistent request can be stopped and started by the schedule, and a persistent
  # request needs an interruption behaviour other than terminate.
  dynamic "instance_market_options" {
    for_each = var.use_spot_instance ? ["spot"] : []

    content {
      market_type = "spot"

      spot_options {
        spot_instance_type             = "persistent"
        instance_interruption_behavior = "stop"
      }
    }
  }

  tags = {
    Name = var.project_name
  }

  # A newer image must not replace the machine; terraform apply -replace=aws_instance.host does.
  lifecycle {
    ignore_changes       = [ami]
    replace_triggered_by = [terraform_data.market]
  }

  # The first boot downloads from the internet.
  depends_on = [aws_route.internet, aws_iam_role_policy.host]
}

resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.host.id
  # Postgres has written everything before the volume goes.
  stop_instance_before_detaching = true
}

# Keeps the address over stops, starts and replacements of the instance.
resource "aws_eip" "host" {
  domain   = "vpc"
  instance = aws_instance.host.id

  tags = {
    Name = var.project_name
  }
}
