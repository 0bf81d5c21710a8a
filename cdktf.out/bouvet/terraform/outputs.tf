# Generated from stacks/bouvet by plainform ("npm run synth"): edit that, not this.

output "public_ip" {
  description = "Address of the host; stays the same over stop and start."
  value       = aws_eip.host.public_ip
}

output "instance_id" {
  description = "ID of the instance."
  value       = aws_instance.host.id
}

output "s3_bucket" {
  description = "Name of the image bucket."
  value       = aws_s3_bucket.images.id
}

output "ssh_command" {
  description = "Opens a shell on the host."
  value       = "ssh -i ~/.ssh/${var.ssh_key_name}.pem ubuntu@${aws_eip.host.public_ip}"
}

output "stop_command" {
  description = "Stops the host: only the volume and the address cost money then."
  value       = "aws ec2 stop-instances --region ${var.region} --instance-ids ${aws_instance.host.id}"
}

output "start_command" {
  description = "Starts the host again."
  value       = "aws ec2 start-instances --region ${var.region} --instance-ids ${aws_instance.host.id}"
}
