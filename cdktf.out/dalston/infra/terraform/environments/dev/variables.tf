# Generated from stacks/dalston/environments/variables.ts by plainform ("npm run synth"): edit that, not this.

variable "region" {
  type        = string
  description = "AWS region to deploy to."
}

variable "availability_zone" {
  type        = string
  description = "Zone of the region for host and data volume. The volume cannot move: chosen once."
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
  description = "Git repository of Dalston; for a private one README.md says what the host needs."

  validation {
    condition     = can(regex("^https://[A-Za-z0-9._~/:%+-]+$", var.repository_url))
    error_message = "The repository must be an https:// URL without credentials in it."
  }
}

variable "repository_revision" {
  type        = string
  description = "Branch, tag or commit (all 40 digits) that the host runs; it must have the services."

  validation {
    condition = (
      can(regex("^[A-Za-z0-9_][A-Za-z0-9._/-]*$", var.repository_revision)) &&
      !strcontains(var.repository_revision, "..")
    )
    error_message = "A revision starts with a letter or digit and has letters, digits, dots, slashes, hyphens and underscores."
  }

  validation {
    condition     = !can(regex("^[0-9a-f]{7,39}$", var.repository_revision))
    error_message = "A commit is named by all its 40 digits: a server gives out none by an abbreviation (git rev-parse)."
  }
}

variable "services" {
  type        = list(string)
  description = "Services of docker-compose.yml that the host runs. With gpu_enabled an engine's -cpu is left out."
  default = [
    "gateway",
    "orchestrator",
    "redis",
    "postgres",
    "stt-batch-prepare",
    "stt-batch-transcribe-whisper-cpu",
    "stt-batch-merge",
  ]
  nullable = false

  validation {
    condition = (
      length(var.services) > 0 &&
      alltrue([for service in var.services : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]*$", service))])
    )
    error_message = "Name at least one service; a name has letters, digits, dots, hyphens and underscores."
  }
}

variable "compose_override" {
  type        = string
  description = "File of your own instead of infra/docker/docker-compose.aws.yml, for a revision with other services."
  default     = null
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

  validation {
    condition = alltrue([
      for cidr in var.ssh_temporary_cidrs : try(cidrsubnet(cidr, 0, 0) == cidr, true)
    ])
    error_message = "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24."
  }

  validation {
    condition = alltrue([
      for cidr in var.ssh_temporary_cidrs : try(tonumber(split("/", cidr)[1]) >= 16, true)
    ])
    error_message = "An entry must not let everybody in: name your own address, or at most a /16."
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

  validation {
    condition     = !can(regex("[.][.]|^([0-9]+[.]){3}[0-9]+$", var.artifacts_bucket))
    error_message = "A bucket name has no two dots in a row, and is not an IP address."
  }
}

variable "job_retention_days" {
  type        = number
  description = "Days after which the audio and transcripts in jobs/ are deleted from the bucket; never when null."
  default     = null

  validation {
    condition = (
      var.job_retention_days == null
      ? true
      : var.job_retention_days >= 1 && floor(var.job_retention_days) == var.job_retention_days
    )
    error_message = "Jobs are kept for a whole number of days, at least one, or for ever (null)."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags for all resources, besides Project and Environment."
  default     = {}
  nullable    = false
}
