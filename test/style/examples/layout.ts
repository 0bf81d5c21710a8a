import { type Example, hcl } from "../example";

/** A resource with everything in its place. */
const ordered = hcl`
  resource "aws_instance" "web" {
    provider = aws.virginia
    count    = 2

    ami           = "ami-1"
    instance_type = "t3.micro"

    # The disk.
    root_block_device {
      volume_size = 20

      tags = {
        Name = "web"
      }
    }

    dynamic "ebs_block_device" {
      for_each = var.disks

      content {
        device_name = ebs_block_device.key
      }
    }

    tags = {
      Name = "web"
    }

    lifecycle {
      ignore_changes = [ami]
    }

    depends_on = [aws_internet_gateway.main]
  }

  module "network" {
    source  = "./modules/network"
    version = "1.0.0"
    providers = {
      aws = aws.virginia
    }

    tags = {}
    name = "x"

    depends_on = [aws_vpc.main]
  }
`;

const variable = hcl`
  variable "zone" {
    type        = string
    description = "The zone."
    default     = "a"
    sensitive   = true
    nullable    = false

    validation {
      condition     = length(var.zone) == 1
      error_message = "The zone must be one letter."
    }
  }
`;

const output = hcl`
  output "zone" {
    description = "The zone."
    value       = var.zone
    sensitive   = true

    precondition {
      condition     = var.zone != ""
      error_message = "There must be a zone."
    }

    depends_on = [aws_vpc.main]
  }
`;

export const layoutExamples: Readonly<Record<string, Example>> = {
  alignment: {
    bad: [
      ["locals {\n  a = 1\n  long = 2\n}\n", 2],
      ["locals {\n  a    = 1\n\n  long = 2\n}\n", 2],
      ["locals {\n  a =  1\n}\n", 2],
      ["locals {\n  a = { for k, v in x : k => v }\n  tags = {\n    Name = 1\n    B = 1\n  }\n}\n", 5],
      ["locals {\n  a    = 1\n  tags = {\n    b = 1\n  }\n}\n", 2],
    ],
    good: [
      ordered,
      hcl`
        locals {
          a      = 1
          longer = 2
          # A comment ends the run.
          b = 3
          tags = {
            Name                 = "x"
            "kubernetes.io/\${a}" = 1
            (var.key)            = { a = 1, bcd = 2 }
            nested               = merge({ a = 1 }, { bcd = 2 })
          }
          c = 4

          text = <<-EOT
            a = 1
            longer = 2
          EOT
          size = 1
        }
      `,
      'locals {\n  a = { "x" : 1, yy : 2 }\n}\n',
      "locals {\n  a = 1\n  long = <<-EOT\n    ${upper(\nvar.a)}\n  EOT\n}\n",
    ],
  },
  "meta-arguments-first": {
    bad: [
      ['resource "aws_eip" "a" {\n  domain = "vpc"\n\n  count = 2\n}\n', 4],
      ['resource "aws_eip" "a" {\n  count    = 2\n  provider = aws.x\n\n  domain = "vpc"\n}\n', 3],
      ['module "a" {\n  name   = 1\n  source = "./a"\n}\n', 3],
    ],
    good: [ordered],
  },
  "meta-arguments-separated": {
    bad: [
      ['resource "aws_eip" "a" {\n  count  = 2\n  domain = "vpc"\n}\n', 3],
      ['module "a" {\n  source = "./a"\n  # Why.\n  name = 1\n}\n', 4],
    ],
    good: [ordered, 'module "a" {\n  source = "./a"\n}\n'],
  },
  "arguments-before-blocks": {
    bad: [
      ['resource "a_b" "c" {\n  d {\n    e = 1\n  }\n\n  f = 2\n}\n', 6],
      ['resource "a_b" "c" {\n  d {\n    e {\n      f = 1\n    }\n\n    g = 1\n  }\n}\n', 7],
    ],
    good: [ordered, variable, output],
  },
  "nested-blocks-separated": {
    bad: [
      ['resource "a_b" "c" {\n  f = 2\n  d {\n    e = 1\n  }\n}\n', 3],
      ['resource "a_b" "c" {\n  d {\n    e = 1\n  }\n  f {\n    e = 1\n  }\n}\n', 5],
      ['resource "a_b" "c" {\n  d {\n    e = 1\n  }\n  # Why.\n  tags = {}\n}\n', 6],
    ],
    good: [
      ordered,
      variable,
      'resource "a_b" "c" {\n  filter {\n    e = 1\n  }\n  filter {\n    e = 2\n  }\n}\n',
      'resource "a_b" "c" {\n  none {}\n}\n',
    ],
  },
  "tags-last": {
    bad: [
      ['resource "a_b" "c" {\n  tags = {\n    Name = 1\n  }\n\n  d = 1\n}\n', 2],
      ['resource "a_b" "c" {\n  tags = {\n    Name = 1\n  }\n\n  d {\n    e = 1\n  }\n}\n', 2],
      ['resource "a_b" "c" {\n  d = 1\n  tags = {\n    Name = 1\n  }\n}\n', 3],
    ],
    good: [ordered, 'resource "a_b" "c" {\n  tags = {\n    Name = 1\n  }\n}\n'],
  },
  "lifecycle-last": {
    bad: [
      [
        'resource "a_b" "c" {\n  d = 1\n\n  lifecycle {\n    prevent_destroy = true\n  }\n\n  tags = local.tags\n}\n',
        4,
      ],
      ['resource "a_b" "c" {\n  d = 1\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n', 3],
    ],
    good: [ordered],
  },
  "depends-on-last": {
    bad: [
      ['resource "a_b" "c" {\n  depends_on = [a_b.d]\n\n  d = 1\n}\n', 2],
      ['resource "a_b" "c" {\n  d          = 1\n  depends_on = [a_b.d]\n}\n', 3],
    ],
    good: [ordered],
  },
  "variable-order": {
    bad: [
      ['variable "a" {\n  description = "A."\n  type        = string\n}\n', 3],
      ['variable "a" {\n  type     = string\n  nullable = false\n  default  = "x"\n}\n', 4],
    ],
    good: [variable],
  },
  "output-order": {
    bad: [['output "a" {\n  value       = 1\n  description = "A."\n}\n', 3]],
    good: [output],
  },
};
