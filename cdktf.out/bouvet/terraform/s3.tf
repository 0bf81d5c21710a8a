# Generated from stacks/bouvet/s3.ts by plainform ("npm run synth"): edit that, not this.

# Bucket names are unique in all of AWS.
resource "random_id" "bucket" {
  byte_length = 4
}

# trivy:ignore:AVD-AWS-0089 One reader, the host; nothing in it is secret.
# trivy:ignore:AVD-AWS-0090 The images are built elsewhere and can be uploaded again.
# trivy:ignore:AVD-AWS-0132 Encrypted by S3's own keys: nothing in it is secret.
resource "aws_s3_bucket" "images" {
  # checkov:skip=CKV_AWS_18: One reader, the host; nothing in it is secret.
  # checkov:skip=CKV_AWS_21: The images are built elsewhere and can be uploaded again.
  # checkov:skip=CKV_AWS_144: The images are built elsewhere and can be uploaded again.
  # checkov:skip=CKV_AWS_145: Encrypted by S3's own keys: nothing in it is secret.
  # checkov:skip=CKV2_AWS_61: An image stays until it is replaced.
  # checkov:skip=CKV2_AWS_62: Nobody waits for an upload but the host, which asks.

  bucket = coalesce(var.s3_bucket, "bouvet-images-${random_id.bucket.hex}")
  # The images are built elsewhere and can be uploaded again.
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "images" {
  bucket                  = aws_s3_bucket.images.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "images" {
  bucket = aws_s3_bucket.images.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
