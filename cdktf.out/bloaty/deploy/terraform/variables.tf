# Generated from stacks/bloaty/variables.ts by plainform ("npm run synth"): edit that, not this.

variable "ssh_key_name" {
  type        = string
  description = "Name of an existing EC2 key pair for SSH access; counts when the instance is created."
  nullable    = false

  validation {
    condition     = can(regex("[^ ]", var.ssh_key_name))
    error_message = "The key pair must have a name."
  }
}

variable "ssh_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 addresses that may reach port 22: your own, as [\"203.0.113.7/32\"]."
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.ssh_allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "Each entry must be an IPv4 network in CIDR notation, such as 203.0.113.7/32."
  }

  validation {
    condition = alltrue([
      for cidr in var.ssh_allowed_cidrs : try(cidrsubnet(cidr, 0, 0) == cidr, true)
    ])
    error_message = "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24."
  }

  validation {
    condition = alltrue([
      for cidr in var.ssh_allowed_cidrs : try(tonumber(split("/", cidr)[1]) >= 32, true)
    ])
    error_message = "Only single addresses may come in: each entry must end in /32, such as 203.0.113.7/32."
  }

  validation {
    condition     = length(var.ssh_allowed_cidrs) > 0
    error_message = "At least one network is needed: your own address, such as 203.0.113.7/32."
  }
}

variable "domain" {
  type        = string
  description = "Domain of an existing public Route 53 hosted zone; no DNS record is made when null."
  default     = null

  validation {
    condition = (
      var.domain == null ||
      can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", var.domain))
    )
    error_message = "A domain is written in lower case and without a dot at its end, such as bloaty.com."
  }
}

variable "subdomain" {
  type        = string
  description = "Name below the domain, such as app; the domain itself when null."
  default     = null

  validation {
    condition = (
      var.subdomain == null ||
      can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.subdomain))
    )
    error_message = "A subdomain is one name of lower-case letters, digits and hyphens, such as app."
  }
}

variable "region" {
  type        = string
  description = "AWS region to deploy to."
  default     = "us-east-1"
  nullable    = false
}

variable "instance_type" {
  type        = string
  description = "EC2 instance type, x86_64; another one stops and starts the instance."
  default     = "t3.small"
  nullable    = false
}

variable "root_volume_size" {
  type        = number
  description = "Size of the root volume in GiB: the system, the images and all data. It can grow, never shrink."
  default     = 20
  nullable    = false

  validation {
    condition     = var.root_volume_size >= 20 && var.root_volume_size <= 16384
    error_message = "The root volume must have 20 to 16384 GiB."
  }
}

variable "backup_bucket" {
  type        = string
  description = "Name of the backup bucket to create; bloaty-backups-{random} when null."
  default     = null

  validation {
    condition = (
      var.backup_bucket == null ||
      can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.backup_bucket))
    )
    error_message = "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens."
  }

  validation {
    condition     = !can(regex("[.][.]|^([0-9]+[.]){3}[0-9]+$", var.backup_bucket))
    error_message = "A bucket name has no two dots in a row, and is not an IP address."
  }
}

variable "backup_reader_arns" {
  type        = list(string)
  description = "ARNs of the IAM users that may download backups, as far as IAM lets them."
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for arn in var.backup_reader_arns : can(regex(
        "^arn:aws[a-z-]*:iam::[0-9]{12}:user/[A-Za-z0-9+=,.@_/-]+$",
        arn
      ))
    ])
    error_message = "Each entry must be a user's ARN, such as arn:aws:iam::{account}:user/you."
  }
}

variable "backup_admin_arns" {
  type        = list(string)
  description = "ARNs of IAM users and roles that manage the bucket, besides the account's root and whoever runs this: everyone who runs it in turn."
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for arn in var.backup_admin_arns : can(regex(
        "^arn:aws[a-z-]*:iam::[0-9]{12}:(user|role)/[A-Za-z0-9+=,.@_/-]+$",
        arn
      ))
    ])
    error_message = "Each entry must be a user's or role's ARN, such as arn:aws:iam::{account}:role/deploy."
  }
}

variable "access_log_bucket" {
  type        = string
  description = "Existing bucket for the backup bucket's access log; no log when null."
  default     = null
}

variable "disposable" {
  type        = bool
  description = "Whether terraform destroy takes the data along: every backup, and the root volume. Apply it first."
  default     = false
  nullable    = false
}
