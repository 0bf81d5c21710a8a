# Generated from stacks/dalston by plainform ("npm run synth"): edit that, not this.

variable "region" {
  type        = string
  description = "AWS region to deploy to."
}

variable "instance_type" {
  type        = string
  description = "EC2 instance type: t3.xlarge for transcription on the CPU, g4dn.xlarge with gpu_enabled."
}

variable "root_volume_size" {
  type        = number
  description = "Size of the root volume in GiB: the system and Docker's images. At least 100 is taken with gpu_enabled."

  validation {
    condition     = var.root_volume_size >= 20 && var.root_volume_size <= 16384
    error_message = "The root volume must have 20 to 16384 GiB."
  }
}

variable "data_volume_size" {
  type        = number
  description = "Size of the data volume in GiB: Postgres and the model cache. It can grow, never shrink."

  validation {
    condition     = var.data_volume_size >= 10 && var.data_volume_size <= 16384
    error_message = "The data volume must have 10 to 16384 GiB."
  }
}

variable "repository_url" {
  type        = string
  description = "Public Git repository of Dalston; a private one is cloned by hand, as README.md says."

  validation {
    condition     = can(regex("^https://[A-Za-z0-9._~/:%+-]+$", var.repository_url))
    error_message = "The repository must be an https:// URL without credentials in it."
  }
}

variable "repository_branch" {
  type        = string
  description = "Branch or tag that the host runs; it must have the services that are started."
  default     = "main"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.repository_branch))
    error_message = "A branch name has letters, digits, dots, slashes, hyphens and underscores."
  }
}

variable "gpu_enabled" {
  type        = bool
  description = "Installs the NVIDIA driver and starts the GPU engines; needs a GPU instance type."
  default     = false
  nullable    = false
}

variable "ssh_key_name" {
  type        = string
  description = "Existing EC2 key pair for SSH; none when null (EC2 Instance Connect works without)."
  default     = null
}

variable "ssh_temporary_cidrs" {
  type        = list(string)
  description = "IPv4 networks that may reach port 22 until Tailscale runs: your own address, then empty again."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.ssh_temporary_cidrs : can(cidrnetmask(cidr))])
    error_message = "Each entry must be an IPv4 network in CIDR notation, such as 203.0.113.7/32."
  }
}

variable "artifacts_bucket" {
  type        = string
  description = "Name of the artifacts bucket; dalston-artifacts-{account-id} when null."
  default     = null

  validation {
    condition = (
      var.artifacts_bucket == null ||
      can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.artifacts_bucket))
    )
    error_message = "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "availability_zone" {
  type        = string
  description = "Zone for the data volume, and so for the host; the first with the instance type when null. Only read when the volume is created."
  default     = null
}
