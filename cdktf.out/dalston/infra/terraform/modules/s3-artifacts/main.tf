# Generated from stacks/dalston/modules/s3-artifacts/main.ts by plainform ("npm run synth"): edit that, not this.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

resource "aws_s3_bucket" "artifacts" {
  # checkov:skip=CKV_AWS_18: Only the host reads and writes; a log of it is one more bucket to pay for.
  # checkov:skip=CKV_AWS_21: The document leaves versioning off: jobs can be made again from their audio.
  # checkov:skip=CKV_AWS_144: One region is all that the document asks for.
  # checkov:skip=CKV_AWS_145: The document says SSE-S3.
  # checkov:skip=CKV2_AWS_62: Nobody waits for events: the orchestrator knows what it wrote.

  bucket = var.bucket_name
}

resource "aws_s3_bucket_public_access_block" "artifacts" {
  bucket                  = aws_s3_bucket.artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  versioning_configuration {
    status = "Disabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id     = "old-jobs"
    status = var.job_retention_days == null ? "Disabled" : "Enabled"

    filter {
      prefix = "jobs/"
    }

    expiration {
      days = coalesce(var.job_retention_days, 365)
    }
  }
}
