# Generated from stacks/dalston/environments/outputs.ts by plainform ("npm run synth"): edit that, not this.

output "instance_id" {
  description = "ID of the instance."
  value       = module.ec2_dalston.instance_id
}

output "s3_bucket" {
  description = "Name of the artifacts bucket."
  value       = module.s3_artifacts.bucket_name
}

output "data_volume_id" {
  description = "ID of the volume mounted on /data."
  value       = module.ec2_dalston.data_volume_id
}

output "shell_aliases" {
  description = "For ~/.zshrc or ~/.bashrc: terraform output -raw shell_aliases >> ~/.zshrc"
  value       = <<-EOT
    alias dalston-up="aws ec2 start-instances --region ${var.region} --instance-ids ${module.ec2_dalston.instance_id}"
    alias dalston-down="aws ec2 stop-instances --region ${var.region} --instance-ids ${module.ec2_dalston.instance_id}"
    alias dalston-status="aws ec2 describe-instances --region ${var.region} --instance-ids ${module.ec2_dalston.instance_id} --query 'Reservations[0].Instances[0].State.Name' --output text"
  EOT
}
