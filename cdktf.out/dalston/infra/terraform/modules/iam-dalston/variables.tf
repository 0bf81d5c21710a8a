# Generated from stacks/dalston/modules/iam-dalston/main.ts by plainform ("npm run synth"): edit that, not this.

variable "name" {
  type        = string
  description = "Start of the role's name."
}

variable "bucket_arn" {
  type        = string
  description = "ARN of the artifacts bucket."
}

variable "parameter_arns" {
  type        = list(string)
  description = "ARNs of the parameters that say what the host runs."
}
