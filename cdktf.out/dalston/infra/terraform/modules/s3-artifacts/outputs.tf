# Generated from stacks/dalston/modules/s3-artifacts/main.ts by plainform ("npm run synth"): edit that, not this.

output "bucket_name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.artifacts.id
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.artifacts.arn
}
