import { type Example, hcl } from "../example";

export const valueExamples: Readonly<Record<string, Example>> = {
  "no-sensitive-false": {
    bad: [
      ['variable "a" {\n  type      = string\n  sensitive = false\n}\n', 3],
      ['output "a" {\n  value     = 1\n  sensitive = false\n}\n', 3],
    ],
    good: ['variable "a" {\n  sensitive = true\n  default   = false\n}\n'],
  },
  "no-nullable-true": {
    bad: [['variable "a" {\n  nullable = true\n}\n', 2]],
    good: ['variable "a" {\n  nullable = false\n}\n'],
  },
  "no-null-argument": {
    bad: [
      ['resource "a_b" "c" {\n  d = null\n}\n', 2],
      ['data "a_b" "c" {\n  d {\n    e = null\n  }\n}\n', 3],
      ['provider "a" {\n  b = null\n}\n', 2],
    ],
    good: [
      'variable "a" {\n  default = null\n}\n',
      'resource "a_b" "c" {\n  d = var.e ? 1 : null\n  f = { g = null }\n}\n',
      'module "a" {\n  source = "./a"\n\n  b = null\n}\n',
    ],
  },
  "no-empty-map": {
    bad: [
      ['resource "a_b" "c" {\n  d = {}\n}\n', 2],
      ['resource "a_b" "c" {\n  d = 1\n\n  tags = {}\n}\n', 4],
    ],
    good: [
      hcl`
        variable "a" {
          default = {}
        }

        locals {
          a = {}
        }

        module "a" {
          source = "./a"

          b = {}
        }

        output "a" {
          value = {}
        }

        resource "a_b" "c" {
          d = merge({}, var.a)
          e = []
        }
      `,
    ],
  },
  "bare-reference": {
    bad: [
      ['locals {\n  a = "${aws_vpc.main.id}"\n}\n', 2],
      ['locals {\n  a = [\n    upper("${var.a}"),\n  ]\n}\n', 3],
      ['locals {\n  a = { "${var.a}" = 1 }\n}\n', 2],
      ['locals {\n  a = "x-${join("-", ["${var.a}"])}"\n}\n', 2],
    ],
    good: [
      'locals {\n  a = "${var.a}-${var.b}"\n  b = "x${var.a}"\n  c = "$${a}"\n  d = var.a\n  e = ""\n}\n',
      "locals {\n  a = <<-EOT\n    ${var.a}\n  EOT\n}\n",
      'locals {\n  a = "%{if var.a}x%{else}y%{endif}"\n}\n',
    ],
  },
  "no-quoted-name": {
    bad: [
      ['resource "a_b" "c" {\n  lifecycle {\n    ignore_changes = ["ami"]\n  }\n}\n', 3],
      [
        'resource "a_b" "c" {\n  lifecycle {\n    ignore_changes = [\n      ami,\n      "x",\n    ]\n  }\n}\n',
        5,
      ],
      ['resource "a_b" "c" {\n  depends_on = ["a_b.d"]\n}\n', 2],
      ['resource "a_b" "c" {\n  provider = "aws.x"\n}\n', 2],
      ['module "a" {\n  providers = { aws = "aws.x" }\n}\n', 2],
      ['variable "a" {\n  type = "string"\n}\n', 2],
      ['resource "a_b" "c" {\n  provisioner "local-exec" {\n    when = "destroy"\n  }\n}\n', 3],
    ],
    good: [
      hcl`
        variable "a" {
          type = map(string)
        }

        resource "a_b" "c" {
          provider = aws.x

          type = "string"

          rule {
            provider = "EC2"
            type     = "forward"
          }

          provisioner "local-exec" {
            when    = destroy
            command = "true"
          }

          lifecycle {
            ignore_changes = [ami, tags["Name"]]
          }

          depends_on = [a_b.d]
        }
      `,
      'resource "a_b" "c" {\n  lifecycle {\n    ignore_changes = all\n  }\n}\n',
    ],
  },
  "policy-not-json": {
    bad: [
      ['resource "a_b" "c" {\n  policy = "{\\"Version\\":\\"2012-10-17\\"}"\n}\n', 2],
      [
        'resource "a_b" "c" {\n  d = 1\n\n  inline_policy {\n    policy = "{ \\"A\\": \\"${var.a}\\" }"\n  }\n}\n',
        5,
      ],
      ['resource "a_b" "c" {\n  assume_role_policy = <<-EOT\n    {\n      "A": 1\n    }\n  EOT\n}\n', 2],
    ],
    good: [
      hcl`
        resource "aws_iam_role" "a" {
          assume_role_policy = jsonencode({
            Statement = [{ Action = "sts:AssumeRole", Condition = { "a" = "\${var.a}{b}" } }]
          })
        }

        resource "aws_iam_policy" "b" {
          policy = data.aws_iam_policy_document.b.json
        }
      `,
      'resource "a_b" "c" {\n  ssl_policy = "ELBSecurityPolicy"\n  user_data  = "{\\"a\\":1}"\n}\n',
    ],
  },
  "multi-line-heredoc": {
    bad: [
      ['resource "a_b" "c" {\n  user_data = "#!/bin/sh\\nset -e\\n"\n}\n', 2],
      ['locals {\n  a = {\n    b = trimspace("x\\n${y}\\nz")\n  }\n}\n', 3],
    ],
    good: [
      'resource "a_b" "c" {\n  user_data = "one line\\n"\n  lines     = ["a\\nb\\nc\\n"]\n}\n',
      'locals {\n  a = join("\\n\\n", var.a)\n  b = "C:\\\\new\\\\next\\\\node"\n}\n',
      'variable "a" {\n  default = "a\\nb\\nc\\n"\n}\n',
    ],
  },
  "heredoc-indented": {
    bad: [["locals {\n  a = <<EOT\nx\n  y\nEOT\n}\n", 2]],
    good: ["locals {\n  a = <<EOT\n  every line\n\n    is indented\nEOT\n  b = <<-EOT\n    x\n  EOT\n}\n"],
  },
};
