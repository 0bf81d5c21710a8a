# Generated from stacks/iris/variables.ts by plainform ("npm run synth"): edit that, not this.

variable "repository_url" {
  type        = string
  description = "Repository that is cloned to /opt/iris: https://github.com/your-username/iris.git."

  validation {
    condition     = can(regex("^(https://|ssh://|git@)[A-Za-z0-9@:/._~+-]+$", var.repository_url))
    error_message = "The repository must be an https:// or ssh:// address, or git@host:path."
  }

  validation {
    condition     = !can(regex("^https://[^/]*@", var.repository_url))
    error_message = "The repository's address must hold no user or token: it is stored in clear."
  }
}

variable "ssh_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 networks that may reach port 22, your own address: [\"203.0.113.7/32\"]."
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
      for cidr in var.ssh_allowed_cidrs : try(tonumber(split("/", cidr)[1]) >= 16, true)
    ])
    error_message = "An entry must not let everybody in: name your own address, or at most a /16."
  }

  validation {
    condition     = length(var.ssh_allowed_cidrs) > 0
    error_message = "At least one network is needed: your own address, such as 203.0.113.7/32."
  }
}

variable "ssh_key_name" {
  type        = string
  description = "Name of an existing EC2 key pair; instead of ssh_public_key."
  default     = null

  validation {
    condition     = var.ssh_key_name != ""
    error_message = "The key pair's name must not be empty; leave it out to give ssh_public_key instead."
  }
}

variable "ssh_public_key" {
  type        = string
  description = "Public key for a new EC2 key pair, ssh-ed25519 AAAA…; instead of ssh_key_name."
  default     = null

  validation {
    condition = (
      var.ssh_public_key == null ||
      can(regex("^(ssh-ed25519|ssh-rsa) [A-Za-z0-9+/=]+", var.ssh_public_key))
    )
    error_message = "A public key looks like ssh-ed25519 AAAA… or ssh-rsa AAAA…, the two kinds that EC2 takes."
  }
}

variable "region" {
  type        = string
  description = "AWS region to deploy to."
  default     = "us-east-1"
  nullable    = false
}

variable "domain" {
  type        = string
  description = "Domain of the API, for HTTPS: api.iris.example.com. Plain HTTP on the address when null."
  default     = null

  validation {
    condition = (
      var.domain == null ||
      can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z][a-z0-9-]*[a-z0-9]$", var.domain))
    )
    error_message = "A domain is a name in lower case without https://, such as api.iris.example.com."
  }
}

variable "letsencrypt_email" {
  type        = string
  description = "Address for Let's Encrypt's account; required with a domain."
  default     = null

  validation {
    condition = (
      var.letsencrypt_email == null ||
      can(regex("^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+[.][A-Za-z]+$", var.letsencrypt_email))
    )
    error_message = "letsencrypt_email must be an e-mail address, such as you@example.com."
  }
}

variable "route53_zone" {
  type        = string
  description = "Public Route 53 zone for the domain's record, example.com; no record is made when null."
  default     = null
}

variable "repository_branch" {
  type        = string
  description = "Branch of the repository that is deployed; read at the first clone only."
  default     = "main"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_]([A-Za-z0-9_-]|[./][A-Za-z0-9_-])*$", var.repository_branch))
    error_message = "A branch's name has letters, digits, hyphens and underscores, with single dots and slashes between them."
  }
}

variable "openai_api_key_parameter" {
  type        = string
  description = "Name of the SecureString in Parameter Store that holds OPENAI_API_KEY; put by hand."
  default     = "/iris/openai-api-key"
  nullable    = false

  validation {
    condition = can(regex(
      "^([A-Za-z0-9._-]+|(/[A-Za-z0-9._-]+){1,15})$",
      var.openai_api_key_parameter
    ))
    error_message = "A parameter's name is a path of at most 15 levels, such as /iris/openai-api-key, or one word."
  }

  validation {
    condition     = !can(regex("^/?(?i:aws|ssm)", var.openai_api_key_parameter))
    error_message = "Parameter Store keeps names that begin with aws or ssm for itself."
  }
}

variable "operating_system" {
  type        = string
  description = "Distribution of the machine: amazon-linux-2023 or ubuntu-22.04. Another one replaces it."
  default     = "amazon-linux-2023"
  nullable    = false

  validation {
    condition     = contains(["amazon-linux-2023", "ubuntu-22.04"], var.operating_system)
    error_message = "The operating system must be amazon-linux-2023 or ubuntu-22.04."
  }
}

variable "availability_zone" {
  type        = string
  description = "Zone for the instance; the first that offers the type when null. Only read when the instance is created."
  default     = null
}

variable "root_volume_size" {
  type        = number
  description = "Size of the volume in GiB, for the system and the cache; the free tier covers 30."
  default     = 30
  nullable    = false

  validation {
    condition     = var.root_volume_size >= 10 && var.root_volume_size <= 16384
    error_message = "The volume must have 10 to 16384 GiB."
  }
}

variable "flask_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 networks that may reach port 8080, for a Flask server started by hand; nobody by default."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.flask_allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "Each entry must be an IPv4 network in CIDR notation, such as 203.0.113.7/32."
  }

  validation {
    condition = alltrue([
      for cidr in var.flask_allowed_cidrs : try(cidrsubnet(cidr, 0, 0) == cidr, true)
    ])
    error_message = "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24."
  }

  validation {
    condition = alltrue([
      for cidr in var.flask_allowed_cidrs : try(tonumber(split("/", cidr)[1]) >= 16, true)
    ])
    error_message = "An entry must not let everybody in: name your own address, or at most a /16."
  }
}
