import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  DataResource,
  Fn,
  Op,
  TerraformCount,
  TerraformIterator,
  TerraformOutput,
  TerraformVariable,
  Token,
} from "cdktf";
import { hcl } from "../../../../constructs/plain";
import { prove } from "../../support/cases";

prove("a reference", [
  {
    says: "in ignore_changes, depends_on, provider and replace_triggered_by is bare",
    build: (stack) => {
      const west = new AwsProvider(stack, "provider.west", { alias: "west", region: "us-west-2" });
      const vpc = new Vpc(stack, "aws_vpc.main", { cidrBlock: "10.0.0.0/16", provider: west });
      new Instance(stack, "aws_instance.main", {
        ami: "ami-1",
        instanceType: "t3.micro",
        provider: west,
        dependsOn: [vpc],
        lifecycle: {
          createBeforeDestroy: false,
          preventDestroy: true,
          ignoreChanges: ["ami", 'tags["Name"]', "root_block_device[0].volume_size"],
          replaceTriggeredBy: [vpc, "aws_vpc.main.cidr_block"],
        },
      });
      new S3Bucket(stack, "aws_s3_bucket.main", { lifecycle: { ignoreChanges: "all" } });
    },
    prints: `resource "aws_vpc" "main" {
  provider = aws.west

  cidr_block = "10.0.0.0/16"
}

resource "aws_instance" "main" {
  provider = aws.west

  ami           = "ami-1"
  instance_type = "t3.micro"

  lifecycle {
    create_before_destroy = false
    prevent_destroy       = true
    ignore_changes        = [ami, tags["Name"], root_block_device[0].volume_size]
    replace_triggered_by  = [aws_vpc.main, aws_vpc.main.cidr_block]
  }

  depends_on = [aws_vpc.main]
}

resource "aws_s3_bucket" "main" {
  lifecycle {
    ignore_changes = all
  }
}

provider "aws" {
  alias = "west"

  region = "us-west-2"
}
`,
  },
  {
    says: "in when and on_failure is a keyword, and the connection is a block",
    build: (stack) => {
      new DataResource(stack, "hook", {
        input: { host: "localhost" },
        connection: { type: "ssh", user: "ubuntu", host: "${self.output.host}", timeout: "2m" },
        provisioners: [
          {
            type: "local-exec",
            command: 'echo "bye" > /dev/null',
            when: "destroy",
            // cdktf's types do not know it.
            ...{ onFailure: "continue" },
            environment: { LOG_LEVEL: "debug", camelCase: "1" },
          },
          {
            type: "remote-exec",
            inline: ["set -e", "echo ${self.id}"],
            connection: { type: "ssh", host: "h", agent: "false" },
          },
          { type: "file", source: "a.txt", destination: "/tmp/a.txt" },
        ],
      });
    },
    prints: `resource "terraform_data" "hook" {
  input = {
    host = "localhost"
  }

  connection {
    type    = "ssh"
    user    = "ubuntu"
    host    = self.output.host
    timeout = "2m"
  }

  provisioner "local-exec" {
    when       = destroy
    on_failure = continue

    command = "echo \\"bye\\" > /dev/null"
    environment = {
      LOG_LEVEL = "debug"
      camelCase = "1"
    }
  }

  provisioner "remote-exec" {
    inline = ["set -e", "echo \${self.id}"]

    connection {
      type  = "ssh"
      host  = "h"
      agent = "false"
    }
  }

  provisioner "file" {
    source      = "a.txt"
    destination = "/tmp/a.txt"
  }
}
`,
  },
  {
    says: "to one of a counted resource keeps its index, to all of them is a splat",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const count = new TerraformVariable(stack, "replicas", { type: "number", default: 2 });
      const vpc = new Vpc(stack, "aws_vpc.main", {
        count: TerraformCount.of(count.numberValue),
        cidrBlock: hcl`cidrsubnet("10.0.0.0/8", 8, count.index)`,
      });
      const replicas = TerraformCount.of(3);
      const subnet = new Subnet(stack, "aws_subnet.main", {
        count: replicas,
        vpcId: hcl`${vpc}[count.index % var.replicas].id`,
        cidrBlock: `10.0.\${count.index}.0/24`,
        tags: { Index: Token.asString(replicas.index) },
      });
      new TerraformOutput(stack, "first", { value: hcl`${subnet}[0].id` });
      new TerraformOutput(stack, "all", { value: hcl.any`${subnet}[*].id` });
      new TerraformOutput(stack, "maybe", { value: hcl.any`one(${vpc}[*].arn)` });
    },
    prints: `resource "aws_vpc" "main" {
  count = var.replicas

  cidr_block = cidrsubnet("10.0.0.0/8", 8, count.index)
}

resource "aws_subnet" "main" {
  count = 3

  cidr_block = "10.0.\${count.index}.0/24"
  vpc_id     = aws_vpc.main[count.index % var.replicas].id

  tags = {
    Index = count.index
  }
}

output "first" {
  value = aws_subnet.main[0].id
}

output "all" {
  value = aws_subnet.main[*].id
}

output "maybe" {
  value = one(aws_vpc.main[*].arn)
}

variable "replicas" {
  type    = number
  default = 2
}
`,
  },
  {
    says: "to one of a resource with for_each keeps its key, to all of them goes over their values",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const zones = TerraformIterator.fromList(["a", "b"]);
      const vpc = new Vpc(stack, "aws_vpc.main", { cidrBlock: "10.0.0.0/16" });
      const subnet = new Subnet(stack, "aws_subnet.main", {
        forEach: zones,
        vpcId: vpc.id,
        cidrBlock: "10.0.0.0/24",
        availabilityZone: `eu-west-1\${each.value}`,
        tags: { Name: Token.asString(zones.value), Key: Token.asString(zones.key) },
      });
      new TerraformOutput(stack, "one", { value: hcl`${subnet}["a"].id` });
      new TerraformOutput(stack, "ids", { value: subnet.id });
      new TerraformOutput(stack, "by_zone", {
        value: hcl.any`{ for zone, it in ${subnet} : zone => it.id }`,
      });
    },
    prints: `resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  for_each = toset(["a", "b"])

  availability_zone = "eu-west-1\${each.value}"
  cidr_block        = "10.0.0.0/24"
  vpc_id            = aws_vpc.main.id

  tags = {
    Name = each.value
    Key  = each.key
  }
}

output "one" {
  value = aws_subnet.main["a"].id
}

output "ids" {
  value = values(aws_subnet.main)[*].id
}

output "by_zone" {
  value = { for zone, it in aws_subnet.main : zone => it.id }
}
`,
  },
  {
    says: "compared with zero is compared with zero",
    build: (stack) => {
      const size = new TerraformVariable(stack, "size", { type: "number", default: 0 });
      const flag = new TerraformVariable(stack, "flag", { type: "bool", default: false });
      const n = size.numberValue;
      new TerraformOutput(stack, "results", {
        value: {
          gt: Op.gt(n, 0),
          gte: Op.gte(n, 0),
          lt: Op.lt(0, n),
          eq: Op.eq(n, 0),
          neq: Op.neq(flag.booleanValue, false),
          eqEmpty: Op.eq(size.stringValue, ""),
          minus: Op.sub(n, 0),
          negative: Op.negate(n),
          plus: Op.add(0, n),
          and: Op.and(flag.booleanValue, false),
          not: Op.not(Op.not(flag.booleanValue)),
          times: Op.mul(n, -1),
        },
      });
    },
    prints: `output "results" {
  value = {
    gt       = var.size > 0
    gte      = var.size >= 0
    lt       = 0 < var.size
    eq       = var.size == 0
    neq      = var.flag != false
    eqEmpty  = var.size == ""
    minus    = var.size - 0
    negative = -var.size
    plus     = 0 + var.size
    and      = var.flag && false
    not      = !(!var.flag)
    times    = var.size * -1
  }
}

variable "size" {
  type    = number
  default = 0
}

variable "flag" {
  type    = bool
  default = false
}
`,
  },
  {
    says: "within operators keeps the precedence that the tree says",
    build: (stack) => {
      const size = new TerraformVariable(stack, "n", { type: "number", default: 1 });
      const n = size.numberValue;
      const either = Op.or(Op.gt(n, 1), Op.and(Op.lt(n, 5), Op.not(Op.eq(n, 3))));
      new TerraformOutput(stack, "results", {
        value: {
          product: Op.mul(Op.add(n, 1), Op.sub(n, Op.sub(n, 1))),
          sum: Op.add(Op.mul(n, 2), Op.div(n, 3)),
          modulo: Op.mod(Op.negate(Op.add(n, 1)), 2),
          either,
          unless: Op.not(either),
        },
      });
    },
    prints: `output "results" {
  value = {
    product = (var.n + 1) * (var.n - (var.n - 1))
    sum     = var.n * 2 + var.n / 3
    modulo  = -(var.n + 1) % 2
    either  = var.n > 1 || (var.n < 5 && !(var.n == 3))
    unless  = !(var.n > 1 || (var.n < 5 && !(var.n == 3)))
  }
}

variable "n" {
  type    = number
  default = 1
}
`,
  },
  {
    says: "among the arguments of a function may stand beside quotes, backslashes and line breaks",
    build: (stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string", default: "x" });
      new TerraformOutput(stack, "results", {
        value: {
          raw: Fn.join("", [Fn.rawString('a "quoted" \\ back\\slash\nand ${literal}'), name.stringValue]),
          escaped: Fn.join('\\", ', ['say \\"hi\\"', name.stringValue, `<${name.stringValue}>`]),
          regex: Fn.replace(name.stringValue, "/\\\\d+/", "\\n"),
          pattern: Fn.regexall("[\\d.]+", name.stringValue),
          lines: Fn.split("\n", "a\nb"),
          percent: Fn.format("%d%% of ${x}", [5]),
          nested: Fn.upper(Fn.lower(Fn.trimspace(' "x" '.replaceAll('"', '\\"')))),
        },
      });
    },
    prints: `output "results" {
  value = {
    raw     = join("", ["a \\"quoted\\" \\\\ back\\\\slash\\nand $\${literal}", var.name])
    escaped = join("\\", ", ["say \\"hi\\"", var.name, "<\${var.name}>"])
    regex   = replace(var.name, "/\\\\d+/", "\\n")
    pattern = regexall("[\\\\d.]+", var.name)
    lines   = split("\\n", "a\\nb")
    percent = format("%d%% of $\${x}", 5)
    nested  = upper(lower(trimspace(" \\"x\\" ")))
  }
}

variable "name" {
  type    = string
  default = "x"
}
`,
  },
]);
