# Generated from stacks/bloaty/outputs.ts by plainform ("npm run synth"): edit that, not this.

output "public_ip" {
  description = "Elastic IP of the host; stays the same over stop and start."
  value       = aws_eip.host.public_ip
}

output "hostname" {
  description = "Name that the DNS record gives to it; null without a domain."
  value       = local.hostname
}

output "instance_id" {
  description = "ID of the instance."
  value       = aws_instance.host.id
}

output "region" {
  description = "Region of everything."
  value       = var.region
}

output "backup_bucket" {
  description = "Name of the backup bucket: BACKUP_S3_BUCKET in the secret."
  value       = aws_s3_bucket.backup.id
}

output "secret_name" {
  description = "Name of the secret that README.md says how to fill."
  value       = aws_secretsmanager_secret.production.name
}

output "ssh_command" {
  description = "Opens a shell on the host."
  value       = "ssh -i ~/.ssh/${var.ssh_key_name}.pem ec2-user@${aws_eip.host.public_ip}"
}
