import { type Example, hcl } from "../example";

const versions = hcl`
  terraform {
    required_version = ">= 1.10"

    required_providers {
      aws = {
        source  = "hashicorp/aws"
        version = "~> 5.100"
      }
      random = {
        source                = "registry.example.com/hashicorp/random"
        version               = ">= 3.0, < 4.0"
        configuration_aliases = [random.other]
      }
    }
  }

  resource "aws_vpc" "main" {
    cidr_block = "10.0.0.0/16"
  }

  resource "terraform_data" "once" {
    input = 1
  }

  resource "external_thing" "x" {
    provider = random.other
  }
`;

function provider(text: string): string {
  return `terraform {\n  required_version = "1.11.4"\n\n  required_providers {\n${text}\n  }\n}\n`;
}

export const documentationExamples: Readonly<Record<string, Example>> = {
  "variable-type": {
    bad: [['locals {\n  a = 1\n}\n\nvariable "a" {\n  description = "A."\n}\n', 5]],
    good: ['variable "a" {\n  type = list(object({ b = optional(string, "x") }))\n}\n'],
  },
  "variable-description": {
    bad: [
      ['variable "a" {\n  type = string\n}\n', 1],
      ['variable "a" {\n  description = " "\n}\n', 1],
    ],
    good: [
      'variable "a" {\n  description = "A."\n}\n',
      'variable "a" {\n  description = <<-EOT\n    A.\n  EOT\n}\n',
    ],
  },
  "output-description": {
    bad: [['output "a" {\n  value = 1\n}\n', 1]],
    good: ['output "a" {\n  description = "A."\n}\n'],
  },
  "required-variables-first": {
    bad: [['variable "a" {\n  default = null\n}\n\nvariable "b" {\n  type = string\n}\n', 5]],
    good: ['variable "b" {\n  type = string\n}\n\nvariable "a" {\n  default = null\n}\n'],
  },
  "required-version": {
    bad: [
      ["locals {\n  a = 1\n}\n", 1],
      [
        {
          "main.tf": `module "a" {\n  source = "./modules/a"\n}\n\n${versions}`,
          "modules/a/main.tf": "locals {\n  a = 1\n}\n",
        },
        "modules/a/main.tf:1",
      ],
    ],
    good: [versions, { "main.tf": "locals {\n  a = 1\n}\n", "versions.tf": versions }],
  },
  "required-providers": {
    bad: [
      [`${versions}\ndata "dns_a_record_set" "a" {\n  host = "x"\n}\n`, 29],
      [provider('    aws = {\n      source  = "aws"\n      version = "~> 5.0"\n    }'), 5],
      [provider('    aws = {\n      source  = "hashicorp/aws"\n      version = ">= 5.0"\n    }'), 5],
      [provider('    aws = {\n      source = "hashicorp/aws"\n    }'), 5],
    ],
    good: [
      versions,
      provider('    aws = {\n      source  = "hashicorp/aws"\n      version = "5.100.0"\n    }'),
      {
        "main.tf": 'module "a" {\n  source = "./modules/a/"\n}\n',
        "modules/a/main.tf": provider(
          '    aws = {\n      source  = "hashicorp/aws"\n      version = ">= 5.0"\n    }',
        ),
      },
    ],
  },
};
