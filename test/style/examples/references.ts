import { type Example, hcl } from "../example";

const scopes = hcl`
  variable "zones" {
    type = map(object({ name = string, rules = optional(list(any), []) }))

    validation {
      condition     = alltrue([for zone in values(var.zones) : zone.name != ""])
      error_message = "Zones need names."
    }
  }

  locals {
    names = { for key, zone in var.zones : zone.name => key if zone.name != "" }
    text  = <<-EOT
      %{for name, key in local.names~}
      \${name} is \${key} of $\${var.nothing} and \${provider::aws::arn_parse(var.arn).region}
      %{endfor~}
    EOT
    bare  = { zone = 1, key : 2, (var.arn) = 3 }
  }

  variable "arn" {
    type = string
  }

  data "aws_ami" "ubuntu" {
    owners = ["099720109477"]
  }

  resource "aws_instance" "web" {
    provider = aws.virginia
    for_each = var.zones

    ami       = data.aws_ami.ubuntu.id
    user_data = "\${local.text}\${path.module}\${terraform.workspace}\${each.key}"
    extra     = local.bare[each.key].x.0.y[*].z

    dynamic "ingress" {
      for_each = each.value.rules
      iterator = rule

      content {
        port = rule.value

        dynamic "filter" {
          for_each = rule.value

          content {
            name = "\${filter.key}-\${rule.key}"
          }
        }
      }
    }

    provisioner "local-exec" {
      when    = destroy
      command = "echo \${self.id}"
    }

    lifecycle {
      ignore_changes       = [ami, tags["Name"]]
      replace_triggered_by = [terraform_data.version]
    }
  }

  resource "terraform_data" "version" {
    input = module.network.id
  }

  module "network" {
    source    = "./network"
    providers = { aws = aws.virginia }
  }

  moved {
    from = aws_instance.old
    to   = aws_instance.web
  }

  removed {
    from = aws_vpc.gone

    lifecycle {
      destroy = false
    }
  }

  import {
    to = aws_instance.web["a"]
    id = "i-1"
  }

  check "health" {
    data "http" "health" {
      url = "https://example.com"
    }

    assert {
      condition     = data.http.health.status_code == 200
      error_message = "Not healthy."
    }
  }

  data "aws_region" "current" {
    lifecycle {
      postcondition {
        condition     = self.name == "us-east-1"
        error_message = "Wrong region."
      }
    }
  }
`;

export const referenceExamples: Readonly<Record<string, Example>> = {
  "unused-variable": {
    bad: [
      ['variable "a" {\n  type = string\n}\n', 1],
      ['variable "a" {\n  validation {\n    condition = var.a != ""\n  }\n}\n', 1],
      ['locals {\n  b = "$${var.a}"\n}\n\nvariable "a" {\n  type = string\n}\n', 5],
    ],
    good: [scopes, { "a.tf": 'variable "a" {}\n', "b.tf": 'output "b" {\n  value = "x${var.a}"\n}\n' }],
  },
  "unused-local": {
    bad: [["locals {\n  a = 1\n  b = local.a\n}\n", 3]],
    good: [scopes],
  },
  "unused-data-source": {
    bad: [['data "aws_region" "current" {}\n', 1]],
    good: [scopes],
  },
  "undeclared-reference": {
    bad: [
      ["locals {\n  a = var.b\n}\n", 2],
      ["locals {\n  a = [for x in local.b : x]\n  c = x\n}\n", 2, 3],
      ["locals {\n  a = <<-EOT\n    x\n    ${aws_vpc.main.id}\n  EOT\n}\n", 4],
      ['output "a" {\n  value = data.aws_ami.ubuntu.id\n}\n', 2],
      ['output "a" {\n  value = module.a.b\n}\n', 2],
      ['resource "a_b" "c" {\n  depends_on = [a_b.d]\n}\n', 2],
      [
        {
          "main.tf": 'variable "a" {}\n\nmodule "m" {\n  source = "./modules/m"\n}\n',
          "modules/m/main.tf": "locals {\n  a = var.a\n}\n",
        },
        "modules/m/main.tf:2",
      ],
    ],
    good: [scopes],
  },
  "data-before-use": {
    bad: [
      ['resource "a_b" "c" {\n  d = data.aws_region.current.name\n}\n\ndata "aws_region" "current" {}\n', 5],
    ],
    good: [
      scopes,
      {
        "a.tf": "locals {\n  a = data.aws_region.current.name\n}\n",
        "b.tf": 'data "aws_region" "current" {}\n',
      },
    ],
  },
};
