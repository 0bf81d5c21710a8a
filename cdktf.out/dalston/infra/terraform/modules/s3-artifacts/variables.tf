# Generated from stacks/dalston/modules/s3-artifacts/main.ts by plainform ("npm run synth"): edit that, not this.

variable "bucket_name" {
  type        = string
  description = "Name of the bucket."
  nullable    = false

  validation {
    condition = (
      var.bucket_name == null ||
      can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
    )
    error_message = "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens."
  }

  validation {
    condition     = !can(regex("[.][.]|^([0-9]+[.]){3}[0-9]+$", var.bucket_name))
    error_message = "A bucket name has no two dots in a row, and is not an IP address."
  }
}

variable "job_retention_days" {
  type        = number
  description = "Days after which objects in jobs/ are deleted; never when null."
}
