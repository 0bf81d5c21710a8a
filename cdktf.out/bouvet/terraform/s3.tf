# Generated from stacks/bouvet by plainform ("npm run synth"): edit that, not this.

# Bucket names are unique in all of AWS.
resource "random_id" "bucket" {
  byte_length = 4
}

# Emptied on destroy: the images are built elsewhere and can be uploaded again.
resource "aws_s3_bucket" "images" {
  bucket        = coalesce(var.s3_bucket, "bouvet-images-${random_id.bucket.hex}")
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
