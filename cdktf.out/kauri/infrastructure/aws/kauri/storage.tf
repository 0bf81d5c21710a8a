# Generated from stacks/kauri/storage.ts by plainform ("npm run synth"): edit that, not this.

# Account and region make the name unique in all of AWS.
# trivy:ignore:AVD-AWS-0089 Only the host and the operators read and write; a log is one more bucket.
# trivy:ignore:AVD-AWS-0132 Encrypted by S3's own keys: nobody else's account is to read it.
resource "aws_s3_bucket" "data" {
  # checkov:skip=CKV_AWS_18: Only the host and the operators read and write; a log is one more bucket.
  # checkov:skip=CKV_AWS_144: A copy already, of what the host holds.
  # checkov:skip=CKV_AWS_145: Encrypted by S3's own keys: nobody else's account is to read it.
  # checkov:skip=CKV2_AWS_62: Nobody waits for an upload.

  bucket = coalesce(
    var.bucket_name,
    "${var.project_name}-data-${local.account_id}-${var.aws_region}"
  )
  force_destroy = var.bucket_force_destroy
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id

  versioning_configuration {
    status = "Enabled"
  }
}

# No current object outside dumps/ is ever moved or expired, wherever base_connaissances is synchronised to.
# Of what was overwritten or deleted there, the last three versions stay.
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    id     = "dumps"
    status = "Enabled"

    filter {
      prefix = "dumps/"
    }

    transition {
      days          = 30
      storage_class = "GLACIER"
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days           = 90
      newer_noncurrent_versions = 3
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.data]
}
