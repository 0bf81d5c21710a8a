# Generated from stacks/iris/outputs.ts by plainform ("npm run synth"): edit that, not this.

output "public_ip" {
  description = "Address of the host, for the domain's A record; stays the same over stop and start."
  value       = aws_eip.host.public_ip
}

output "instance_id" {
  description = "ID of the instance."
  value       = aws_instance.host.id
}

locals {
  url = var.domain == null ? "http://${aws_eip.host.public_ip}" : "https://${var.domain}"
}

output "api_url" {
  description = "What the VS Code extension calls: IRIS_API_URL."
  value       = local.url
}

output "put_secret_command" {
  description = "Asks for the key of the OpenAI API and stores it, on no command line; the service starts within seconds."
  value       = "(read -rs KEY && printf %s \"$KEY\" | aws ssm put-parameter --region ${var.region} --name ${var.openai_api_key_parameter} --type SecureString --overwrite --value file:///dev/stdin)"
}

output "health_command" {
  description = "Answers {\"status\": \"healthy\", \"agent\": \"ready\"}."
  value       = "curl ${local.url}/api/iris/health"
}

output "ssh_command" {
  description = "Opens a shell on the host, with the key that you launched it with."
  value       = "ssh ${local.user}@${aws_eip.host.public_ip}"
}

output "session_command" {
  description = "Opens a shell on the host without SSH, by Session Manager: no key, no open port."
  value       = "aws ssm start-session --region ${var.region} --target ${aws_instance.host.id}"
}

output "stop_command" {
  description = "Stops the host: only the volume and the address cost money then."
  value       = "aws ec2 stop-instances --region ${var.region} --instance-ids ${aws_instance.host.id}"
}

output "start_command" {
  description = "Starts the host again."
  value       = "aws ec2 start-instances --region ${var.region} --instance-ids ${aws_instance.host.id}"
}
