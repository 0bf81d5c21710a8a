# Generated from stacks/bouvet/variables.ts by plainform ("npm run synth"): edit that, not this.

variable "ssh_key_name" {
  type        = string
  description = "Name of an existing EC2 key pair for SSH access."

  validation {
    condition     = var.ssh_key_name != ""
    error_message = "The key pair must have a name."
  }
}

variable "region" {
  type        = string
  description = "AWS region to deploy to."
  default     = "us-east-1"
  nullable    = false
}

variable "spot_price" {
  type        = number
  description = "Most to pay for the Spot Instance, in USD per hour."
  default     = 1.5
  nullable    = false

  validation {
    condition     = var.spot_price > 0
    error_message = "The maximum price must be above 0."
  }
}

variable "s3_bucket" {
  type        = string
  description = "Name of the image bucket to create; bouvet-images-{random} when null."
  default     = null

  validation {
    condition = (
      var.s3_bucket == null ||
      can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.s3_bucket))
    )
    error_message = "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens."
  }

  validation {
    condition     = !can(regex("[.][.]|^([0-9]+[.]){3}[0-9]+$", var.s3_bucket))
    error_message = "A bucket name has no two dots in a row, and is not an IP address."
  }
}

variable "ssh_allowed_cidrs" {
  type        = list(string)
  description = "IPv4 networks that may reach port 22. Narrow it to your own address: [\"203.0.113.7/32\"]."
  default     = ["0.0.0.0/0"]
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
}

variable "availability_zone" {
  type        = string
  description = "Zone for the subnet and the instance; the first that offers the instance type when null. Another one later is refused, with how to move."
  default     = null
}

variable "ami_id" {
  type        = string
  description = "Image for the instance; Canonical's newest Ubuntu 22.04 when null. Only read when the instance is created."
  default     = null

  validation {
    condition     = var.ami_id == null || can(regex("^ami-[0-9a-f]+$", var.ami_id))
    error_message = "An image id looks like ami-0123456789abcdef0."
  }
}

variable "root_volume_size" {
  type        = number
  description = "Size of the root volume in GiB: the system, the images and the VMs' working copies of them."
  default     = 50
  nullable    = false

  validation {
    condition     = var.root_volume_size >= 20 && var.root_volume_size <= 16384
    error_message = "The root volume must have 20 to 16384 GiB."
  }
}

variable "mcp_binary_uri" {
  type        = string
  description = "S3 URI of the bouvet-mcp binary; s3://{image bucket}/bin/bouvet-mcp when null. Another bucket's own policy must let the role bouvet-ec2 read it."
  default     = null

  validation {
    condition = (
      var.mcp_binary_uri == null ||
      can(regex("^s3://[a-z0-9.-]+/[A-Za-z0-9._/-]+$", var.mcp_binary_uri))
    )
    error_message = "The binary's source must be an S3 URI, such as s3://bucket/bin/bouvet-mcp."
  }
}

variable "firecracker_version" {
  type        = string
  description = "Firecracker release to install."
  default     = "v1.17.0"
  nullable    = false

  validation {
    condition     = can(regex("^v[0-9]+[.][0-9]+[.][0-9]+$", var.firecracker_version))
    error_message = "A Firecracker release looks like v1.17.0."
  }
}

variable "firecracker_sha256" {
  type        = string
  description = "SHA-256 of that release's x86_64 archive; the first boot stops when it is another version's. The release's own sum when empty."
  default     = "06094a1108ae9e82aa4c23a775aa92758f53f1175d422270d9d6162cb9ade558"
  nullable    = false

  validation {
    condition     = can(regex("^([0-9a-f]{64})?$", var.firecracker_sha256))
    error_message = "A SHA-256 has 64 lower-case hexadecimal digits."
  }
}
