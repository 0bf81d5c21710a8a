# Generated from stacks/kauri/variables.ts by plainform ("npm run synth"): edit that, not this.

variable "ssh_key_name" {
  type        = string
  description = "Name of an existing EC2 key pair for SSH access."

  validation {
    condition     = var.ssh_key_name != ""
    error_message = "The key pair must have a name."
  }
}

variable "aws_region" {
  type        = string
  description = "AWS region to deploy to."
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.aws_region))
    error_message = "A region looks like eu-west-1."
  }
}

variable "project_name" {
  type        = string
  description = "Name of the project: in the names of everything, in the tag Project, which its budget counts by, and in the path of its parameters."
  default     = "kauri"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project_name))
    error_message = "The project's name has 2 to 20 lower-case letters, digits and hyphens, and begins with a letter."
  }

  validation {
    condition     = !can(regex("^(aws|ssm|global$)", var.project_name))
    error_message = "Parameter Store refuses names that begin with aws or ssm, and global is the account's budget."
  }
}

variable "additional_tags" {
  type        = map(string)
  description = "More tags for everything that carries the tag Project."
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for name in keys(var.additional_tags) : !can(regex("^aws:|^(Project|Name)$", name))
    ])
    error_message = "The tags Project and Name are set here, and names that begin with aws: belong to AWS."
  }
}

variable "allowed_cidrs" {
  type        = list(string)
  description = "IPv4 networks that may reach SSH (22) and Grafana (3000): [\"203.0.113.7/32\"]. Nobody when empty; Session Manager still works."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "Each entry must be an IPv4 network in CIDR notation, such as 203.0.113.7/32."
  }

  validation {
    condition     = alltrue([for cidr in var.allowed_cidrs : try(cidrsubnet(cidr, 0, 0) == cidr, true)])
    error_message = "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24."
  }

  validation {
    condition = alltrue([
      for cidr in var.allowed_cidrs : try(tonumber(split("/", cidr)[1]) >= 16, true)
    ])
    error_message = "An entry must not let everybody in: name your own address, or at most a /16."
  }
}

variable "budget_notification_emails" {
  type        = list(string)
  description = "Who gets the alerts of budgets and alarms. Each address gets a mail to confirm."
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for email in var.budget_notification_emails : can(regex(
        "^[^@ ]+@[^@ .]+([.][^@ .]+)+$",
        email
      ))
    ])
    error_message = "Each entry must be an e-mail address, such as ops@example.com."
  }
}

variable "global_budget_usd" {
  type        = number
  description = "Monthly budget of the whole account, in USD."
  default     = 30
  nullable    = false

  validation {
    condition     = var.global_budget_usd > 0
    error_message = "The budget must be above 0."
  }
}

variable "project_budget_usd" {
  type        = number
  description = "Monthly budget of the project, in USD."
  default     = 18
  nullable    = false

  validation {
    condition     = var.project_budget_usd > 0
    error_message = "The budget must be above 0."
  }
}

variable "ssm_parameters" {
  type = map(object({
    value       = string
    type        = optional(string, "SecureString")
    description = optional(string)
  }))
  description = "Parameters to create in Parameter Store, each at /{project_name}/{key}: for -var-file or TF_VAR_ssm_parameters."
  default     = {}
  sensitive   = true
  nullable    = false

  validation {
    condition = alltrue([
      for name in keys(var.ssm_parameters) : can(regex(
        "^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){0,13}$",
        name
      ))
    ])
    error_message = "The name of a parameter has letters, digits, dots, hyphens and underscores, in up to 14 levels between slashes."
  }

  validation {
    condition = alltrue([
      for parameter in values(var.ssm_parameters) : contains(
        ["SecureString", "String", "StringList"],
        parameter.type
      )
    ])
    error_message = "The type of a parameter is SecureString, String or StringList."
  }

  validation {
    condition = alltrue([
      for parameter in values(var.ssm_parameters) : (
        length(parameter.value) >= 1 &&
        length(parameter.value) <= 4096
      )
    ])
    error_message = "The value of a parameter has 1 to 4096 characters."
  }
}

variable "ssm_parameters_version" {
  type        = number
  description = "When set, the values of ssm_parameters are only written to AWS and never to the state, which takes Terraform 1.11. Raise it to have changed values written; once set, it stays."
  default     = null

  validation {
    condition = (
      var.ssm_parameters_version == null
      ? true
      : var.ssm_parameters_version >= 1 && floor(var.ssm_parameters_version) == var.ssm_parameters_version
    )
    error_message = "The version must be a whole number from 1 on."
  }
}

variable "use_spot_instance" {
  type        = bool
  description = "Spot instead of on-demand. A change replaces the instance; its data volume and address stay."
  default     = false
  nullable    = false
}

variable "scheduler_enabled" {
  type        = bool
  description = "Whether the schedule starts and stops the instance."
  default     = true
  nullable    = false
}

variable "scheduler_start_expression" {
  type        = string
  description = "When to start the instance: cron(minutes hours day-of-month month day-of-week year)."
  default     = "cron(0 7 ? * MON-FRI *)"
  nullable    = false

  validation {
    condition = can(regex(
      "^cron[(][^ ?]+ [^ ?]+ ([?] [^ ?]+ [^ ?]+|[^ ?]+ [^ ?]+ [?]) [^ ?]+[)]$",
      var.scheduler_start_expression
    ))
    error_message = "The expression must be cron(minutes hours day-of-month month day-of-week year), with ? for exactly one of the two days: cron(0 7 ? * MON-FRI *)."
  }
}

variable "scheduler_stop_expression" {
  type        = string
  description = "When to stop the instance: cron(minutes hours day-of-month month day-of-week year)."
  default     = "cron(0 21 ? * MON-FRI *)"
  nullable    = false

  validation {
    condition = can(regex(
      "^cron[(][^ ?]+ [^ ?]+ ([?] [^ ?]+ [^ ?]+|[^ ?]+ [^ ?]+ [?]) [^ ?]+[)]$",
      var.scheduler_stop_expression
    ))
    error_message = "The expression must be cron(minutes hours day-of-month month day-of-week year), with ? for exactly one of the two days: cron(0 7 ? * MON-FRI *)."
  }
}

variable "scheduler_timezone" {
  type        = string
  description = "Time zone of both expressions, as in the IANA database."
  default     = "Europe/Paris"
  nullable    = false

  validation {
    condition = can(regex(
      "^(UTC|(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_-]+(/[A-Z][A-Za-z_-]+)?)$",
      var.scheduler_timezone
    ))
    error_message = "A time zone is UTC or looks like Europe/Paris."
  }
}

variable "data_volume_size" {
  type        = number
  description = "Size of the data volume in GiB. It can grow, but not shrink."
  default     = 80
  nullable    = false

  validation {
    condition     = var.data_volume_size >= 10 && var.data_volume_size <= 16384
    error_message = "The data volume must have 10 to 16384 GiB."
  }
}

variable "data_snapshot_id" {
  type        = string
  description = "Snapshot to create the data volume from; a blank volume when null. Only read when it is created."
  default     = null

  validation {
    condition     = var.data_snapshot_id == null || can(regex("^snap-[0-9a-f]+$", var.data_snapshot_id))
    error_message = "A snapshot id looks like snap-0123456789abcdef0."
  }
}

variable "root_volume_size" {
  type        = number
  description = "Size of the root volume in GiB: the system and the Docker images."
  default     = 30
  nullable    = false

  validation {
    condition     = var.root_volume_size >= 10 && var.root_volume_size <= 16384
    error_message = "The root volume must have 10 to 16384 GiB."
  }
}

variable "bucket_name" {
  type        = string
  description = "Name of the bucket to create; {project_name}-data-{account}-{region} when null."
  default     = null

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

variable "bucket_force_destroy" {
  type        = bool
  description = "Whether terraform destroy may delete the bucket with everything in it. Takes an apply before the destroy."
  default     = false
  nullable    = false
}

variable "vpc_cidr" {
  type        = string
  description = "Network of the VPC."
  default     = "10.42.0.0/24"
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.vpc_cidr))
    error_message = "It must be an IPv4 network in CIDR notation, such as 10.0.0.0/16."
  }

  validation {
    condition     = try(cidrsubnet(var.vpc_cidr, 0, 0) == var.vpc_cidr, true)
    error_message = "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24."
  }

  validation {
    condition     = endswith(var.vpc_cidr, "/24")
    error_message = "The VPC must have a network of 24 bits, such as 10.42.0.0/24."
  }
}

variable "availability_zone" {
  type        = string
  description = "Zone for the subnet and the data volume; the first that offers the instance type when null. Another one later is refused, with how to move."
  default     = null
}
