import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { DataResource, TerraformIterator, TerraformVariable, Token } from "cdktf";
import { Check, hcl, Import, Moved, type PlainStack, Removed } from "../../../constructs/plain";
import { type Case, prove } from "../support/cases";

const ROOT = "import blocks stand in root modules only";

const cases: readonly Case[] = [
  {
    says: "says what moved, by construct or by address",
    build: (stack) => {
      const file = stack.file("main.tf");
      const main = file.add(DataResource, "main", {});
      file.add(DataResource, "list", { count: 1 });
      new Moved(file, "moved.main", { from: "terraform_data.old", to: main });
      new Moved(file, "moved.indexed", { from: 'terraform_data.list["a"]', to: "terraform_data.list[0]" });
    },
    prints: `resource "terraform_data" "main" {}

resource "terraform_data" "list" {
  count = 1
}

moved {
  from = terraform_data.old
  to   = terraform_data.main
}

moved {
  from = terraform_data.list["a"]
  to   = terraform_data.list[0]
}
`,
  },
  {
    says: "says what cdktf's own moveTo and moveToId say",
    build: (stack) => {
      new DataResource(stack, "terraform_data.old", {}).moveToId("terraform_data.main");
      new DataResource(stack, "terraform_data.main", {});
    },
    prints: `moved {
  from = terraform_data.old
  to   = terraform_data.main
}

resource "terraform_data" "main" {}
`,
  },
  {
    says: "says what is forgotten and what is destroyed",
    build: (stack) => {
      new Removed(stack, "removed.a", { from: "aws_instance.old", destroy: false });
      new Removed(stack, "removed.b", { from: "module.old", destroy: true });
    },
    prints: `removed {
  from = aws_instance.old

  lifecycle {
    destroy = false
  }
}

removed {
  from = module.old

  lifecycle {
    destroy = true
  }
}
`,
  },
  {
    says: "says what is checked",
    build: (stack) => {
      const size = new TerraformVariable(stack, "size", { type: "number", default: 0 });
      new Check(stack, "check.size", {
        assertions: [
          { condition: hcl.bool`${size} >= 0`, errorMessage: "The size is negative." },
          { condition: hcl.bool`${size} < 10`, errorMessage: "The size ${var.size} is large." },
        ],
      });
    },
    prints: `check "size" {
  assert {
    condition     = var.size >= 0
    error_message = "The size is negative."
  }

  assert {
    condition     = var.size < 10
    error_message = "The size \${var.size} is large."
  }
}

variable "size" {
  type    = number
  default = 0
}
`,
  },
  {
    says: "says what is imported, by element and by id, for each of a map, too",
    alone: ROOT,
    build: (stack: PlainStack) => {
      const west = new AwsProvider(stack, "aws.west", { alias: "west", region: "us-west-2" });
      const vpc = new Vpc(stack, "aws_vpc.main", { cidrBlock: "10.0.0.0/16", provider: west });
      new Import(stack, "import.main", { to: vpc, id: "vpc-1", provider: west });
      const names = TerraformIterator.fromMap({ a: "vpc-2", b: "vpc-3" });
      new Vpc(stack, "aws_vpc.each", {
        forEach: names,
        cidrBlock: Token.asString(names.value),
        provider: west,
      });
      new Import(stack, "import.each", {
        forEach: { a: "vpc-2" },
        to: "aws_vpc.each[each.key]",
        id: "${each.value}",
        provider: west,
      });
      new Vpc(stack, "aws_vpc.own", { cidrBlock: "10.0.0.0/16", provider: west }).importFrom("vpc-4", west);
    },
    prints: `resource "aws_vpc" "main" {
  provider = aws.west

  cidr_block = "10.0.0.0/16"
}

import {
  to       = aws_vpc.main
  id       = "vpc-1"
  provider = aws.west
}

resource "aws_vpc" "each" {
  provider = aws.west
  for_each = {
    a = "vpc-2"
    b = "vpc-3"
  }

  cidr_block = each.value
}

import {
  for_each = {
    a = "vpc-2"
  }

  to       = aws_vpc.each[each.key]
  id       = each.value
  provider = aws.west
}

resource "aws_vpc" "own" {
  provider = aws.west

  cidr_block = "10.0.0.0/16"
}

import {
  to       = aws_vpc.own
  id       = "vpc-4"
  provider = aws.west
}

provider "aws" {
  alias = "west"

  region = "us-west-2"
}
`,
  },
];

prove("an element", cases);
