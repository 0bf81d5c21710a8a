# Generated from stacks/dalston/modules/ec2-dalston/main.ts by plainform ("npm run synth"): edit that, not this.

output "instance_id" {
  description = "ID of the instance."
  value       = aws_instance.dalston.id
}

output "data_volume_id" {
  description = "ID of the data volume."
  value       = aws_ebs_volume.data.id
}
