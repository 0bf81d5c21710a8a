# Generated from stacks/bouvet/outputs.ts by plainform ("npm run synth"): edit that, not this.

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

output "health_command" {
  description = "Asks the server on the host whether it is healthy."
  value       = "ssh -i ~/.ssh/${var.ssh_key_name}.pem ubuntu@${aws_eip.host.public_ip} curl -fsS http://127.0.0.1:8080/health"
}

output "tunnel_command" {
  description = "Brings the server's port to this computer, for as long as it runs."
  value       = "ssh -N -L 8080:127.0.0.1:8080 -i ~/.ssh/${var.ssh_key_name}.pem ubuntu@${aws_eip.host.public_ip}"
}

output "mcp_endpoint" {
  description = "Address for MCP clients on this computer, through the tunnel."
  value       = "http://127.0.0.1:8080/mcp"
}

output "stop_command" {
  description = "Stops the host: only the volume and the address cost money then."
  value       = "aws ec2 stop-instances --region ${var.region} --instance-ids ${aws_instance.host.id}"
}

output "start_command" {
  description = "Starts the host again."
  value       = "aws ec2 start-instances --region ${var.region} --instance-ids ${aws_instance.host.id}"
}
