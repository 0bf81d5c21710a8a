# Generated from stacks/dalston/modules/iam-dalston/main.ts by plainform ("npm run synth"): edit that, not this.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

resource "aws_iam_role" "dalston" {
  name        = "${var.name}-ec2-role"
  description = "Dalston host: reads and writes its artifacts in S3"
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

# Containers have this role too: they must not be able to write what the host runs as root.
resource "aws_iam_role_policy" "artifacts" {
  name = "artifacts"
  role = aws_iam_role.dalston.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListArtifacts"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = var.bucket_arn
      },
      {
        Sid      = "ReadWriteArtifacts"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        Resource = "${var.bucket_arn}/*"
      },
      {
        Sid      = "ReadWhatToRun"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = var.parameter_arns
      },
    ]
  })
}

resource "aws_iam_instance_profile" "dalston" {
  name = "${var.name}-ec2-role"
  role = aws_iam_role.dalston.name
}
