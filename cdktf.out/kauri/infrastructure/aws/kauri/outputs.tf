# Generated from stacks/kauri/outputs.ts by plainform ("npm run synth"): edit that, not this.

output "public_ip" {
  description = "Elastic IP of the host: where Cloudflare's record points. The same over stops, starts and replacements."
  value       = aws_eip.host.public_ip
}

output "instance_id" {
  description = "ID of the instance."
  value       = aws_instance.host.id
}

output "bucket" {
  description = "Bucket for base_connaissances and, below dumps/, the dumps."
  value       = aws_s3_bucket.data.id
}

output "ssm_parameter_prefix" {
  description = "Path in Parameter Store below which the host may read."
  value       = local.parameter_prefix
}

output "data_volume_id" {
  description = "ID of the data volume, which outlives the instance."
  value       = aws_ebs_volume.data.id
}

output "ssh_command" {
  description = "Opens a shell on the host, from a network in allowed_cidrs."
  value       = "ssh -i ~/.ssh/${var.ssh_key_name}.pem ubuntu@${aws_eip.host.public_ip}"
}

output "session_command" {
  description = "Opens a shell on the host through Session Manager, from anywhere, without a key."
  value       = "aws ssm start-session --region ${var.aws_region} --target ${aws_instance.host.id}"
}

output "sync_command" {
  description = "Uploads base_connaissances, when it is run in the folder that has it, the root of the repository."
  value       = "aws s3 sync base_connaissances/ s3://${aws_s3_bucket.data.id}/"
}
