# Generated from stacks/dalston/modules/ec2-dalston/variables.ts by plainform ("npm run synth"): edit that, not this.

variable "name" {
  type        = string
  description = "Start of the names of what is created."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the host; its zone is the data volume's, which cannot move."
}

variable "instance_type" {
  type        = string
  description = "EC2 instance type."
}

variable "root_volume_size" {
  type        = number
  description = "Size of the root volume in GiB."
}

variable "data_volume_size" {
  type        = number
  description = "Size of the data volume in GiB."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the host."
}

variable "ssh_key_name" {
  type        = string
  description = "EC2 key pair; none when null."
}

variable "ssh_temporary_cidrs" {
  type        = list(string)
  description = "Networks besides Tailscale's that may reach port 22."
}

variable "gpu_enabled" {
  type        = bool
  description = "Whether to install the NVIDIA driver."
}

variable "bucket_name" {
  type        = string
  description = "Name of the artifacts bucket."
}

variable "region" {
  type        = string
  description = "AWS region of the bucket and the parameters."
}

variable "parameters" {
  type        = string
  description = "Path in Parameter Store of what the host runs."
}
