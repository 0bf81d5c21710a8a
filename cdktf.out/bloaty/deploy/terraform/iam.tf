# Generated from stacks/bloaty/iam.ts by plainform ("npm run synth"): edit that, not this.

resource "aws_iam_role" "host" {
  name        = "bloaty-ec2-role"
  description = "Bloaty host: reads its secrets, writes backups"
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

# What backup.sh does and no more. No s3:GetObject and no s3:DeleteObject: whoever takes the host over can write
# backups, but neither download nor delete them, and versioning keeps what is overwritten.
resource "aws_iam_role_policy" "host" {
  name = "bloaty-ec2-policy"
  role = aws_iam_role.host.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SecretsManagerRead"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:bloaty/*"
      },
      {
        Sid    = "S3BackupWrite"
        Effect = "Allow"
        Action = "s3:PutObject"
        Resource = [
          "${aws_s3_bucket.backup.arn}/db/*",
          "${aws_s3_bucket.backup.arn}/uploads/*",
        ]
      },
      {
        Sid      = "S3BackupList"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.backup.arn
      },
    ]
  })
}

resource "aws_iam_instance_profile" "host" {
  name = "bloaty-ec2-role"
  role = aws_iam_role.host.name
}
