# Generated from stacks/bloaty/s3.ts by plainform ("npm run synth"): edit that, not this.

# Bucket names are unique in all of AWS.
resource "random_id" "bucket" {
  byte_length = 4
}

# With backups in it, terraform destroy leaves it alone: see README.md.
# trivy:ignore:AVD-AWS-0089 access_log_bucket turns the log on: one more bucket, if it is wanted.
# trivy:ignore:AVD-AWS-0132 SSE-S3: a key of its own costs more than it protects here.
resource "aws_s3_bucket" "backup" {
  # checkov:skip=CKV_AWS_18: access_log_bucket turns the log on: one more bucket, if it is wanted.
  # checkov:skip=CKV_AWS_144: A copy of the host's data already; another region is not worth its price here.
  # checkov:skip=CKV_AWS_145: SSE-S3: a key of its own costs more than it protects here.
  # checkov:skip=CKV2_AWS_62: Nobody waits for a backup.

  bucket        = coalesce(var.backup_bucket, "bloaty-backups-${random_id.bucket.hex}")
  force_destroy = var.disposable

  # Destroyed first: where destroy stops here, all that serves is still there.
  depends_on = [
    aws_eip.host,
    aws_route53_record.host,
    aws_secretsmanager_secret.production,
    aws_vpc_security_group_ingress_rule.ssh,
    aws_vpc_security_group_ingress_rule.http,
    aws_vpc_security_group_ingress_rule.https,
    aws_vpc_security_group_egress_rule.all,
  ]
}

resource "aws_s3_bucket_public_access_block" "backup" {
  bucket                  = aws_s3_bucket.backup.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "backup" {
  bucket = aws_s3_bucket.backup.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "backup" {
  bucket = aws_s3_bucket.backup.id

  versioning_configuration {
    status = "Enabled"
  }
}

# In a versioned bucket an expired object becomes a noncurrent version, which has to expire too. An upload that the
# app still has is written again by the night's sync after it expired.
resource "aws_s3_bucket_lifecycle_configuration" "backup" {
  bucket = aws_s3_bucket.backup.id

  rule {
    id     = "delete-old-backups"
    status = "Enabled"

    filter {}

    expiration {
      days = 90
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.backup]
}

# The audit trail, if wanted: that bucket must let logging.s3.amazonaws.com write.
resource "aws_s3_bucket_logging" "backup" {
  count = var.access_log_bucket == null ? 0 : 1

  bucket        = aws_s3_bucket.backup.id
  target_bucket = var.access_log_bucket
  target_prefix = "bloaty-backups/"
}

# Who runs Terraform: of an assumed role the role itself, whose sessions come and go.
data "aws_iam_session_context" "caller" {
  arn = data.aws_caller_identity.current.arn
}

locals {
  # The account itself is one of them, so that nobody can be locked out for good.
  backup_owners = distinct(concat(
    [
      "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root",
      data.aws_iam_session_context.caller.issuer_arn,
    ],
    var.backup_admin_arns
  ))
}

# Only denies, by the principal's ARN: it grants nobody anything that IAM does not, and survives the re-creation of a
# user or role under its name.
resource "aws_s3_bucket_policy" "backup" {
  bucket = aws_s3_bucket.backup.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.backup.arn, "${aws_s3_bucket.backup.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Sid       = "DenyEveryoneElse"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.backup.arn, "${aws_s3_bucket.backup.arn}/*"]
        Condition = {
          ArnNotEquals = {
            "aws:PrincipalArn" = concat(
              local.backup_owners,
              var.backup_reader_arns,
              [aws_iam_role.host.arn]
            )
          }
        }
      },
      {
        Sid       = "DenyReadersAllButReading"
        Effect    = "Deny"
        Principal = "*"
        NotAction = ["s3:GetObject*", "s3:ListBucket*", "s3:GetBucket*"]
        Resource  = [aws_s3_bucket.backup.arn, "${aws_s3_bucket.backup.arn}/*"]
        Condition = {
          ArnNotEquals = {
            "aws:PrincipalArn" = concat(local.backup_owners, [aws_iam_role.host.arn])
          }
        }
      },
      {
        Sid       = "DenyHostAllButWriting"
        Effect    = "Deny"
        Principal = "*"
        NotAction = ["s3:PutObject", "s3:ListBucket"]
        Resource  = [aws_s3_bucket.backup.arn, "${aws_s3_bucket.backup.arn}/*"]
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.host.arn
          }
        }
      },
    ]
  })
}
