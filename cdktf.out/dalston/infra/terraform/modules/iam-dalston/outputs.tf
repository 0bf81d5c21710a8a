# Generated from stacks/dalston/modules/iam-dalston/main.ts by plainform ("npm run synth"): edit that, not this.

output "instance_profile_name" {
  description = "Name of the instance profile, once its role may use the bucket."
  value       = aws_iam_instance_profile.dalston.name

  depends_on = [aws_iam_role_policy.artifacts]
}
