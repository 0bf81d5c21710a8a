import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Wafv2RuleGroup } from "@cdktf/provider-aws/lib/wafv2-rule-group";
import {
  DataResource,
  TerraformHclModule,
  TerraformIterator,
  TerraformOutput,
  TerraformVariable,
  Token,
} from "cdktf";
import { asAttribute, asBlock, hcl, type PlainStack } from "../../../../constructs/plain";
import { prove } from "../../support/cases";

function aws(stack: PlainStack): void {
  new AwsProvider(stack, "aws", {});
}

const METRICS = { cloudwatchMetricsEnabled: false, metricName: "m", sampledRequestsEnabled: false };

const MODULE = `variable "rules" {}
variable "name" {}
variable "enabled" {}
variable "tags" {}
variable "text" {}
output "id" {
  value = "x"
}
`;

prove("a nested block", [
  {
    says: "is what preconditions and postconditions are",
    build: (stack) => {
      aws(stack);
      const ami = new DataAwsAmi(stack, "data.aws_ami.ubuntu", {
        owners: ["099720109477"],
        mostRecent: true,
        filter: [
          { name: "name", values: ["ubuntu/*"] },
          { name: "state", values: ["available"] },
        ],
        lifecycle: {
          postcondition: [{ condition: '${self.architecture == "x86_64"}', errorMessage: "Not x86_64." }],
        },
      });
      new Instance(stack, "aws_instance.main", {
        ami: ami.id,
        instanceType: "t3.micro",
        lifecycle: {
          precondition: [
            { condition: hcl.bool`${ami}.root_device_type == "ebs"`, errorMessage: "The AMI needs EBS." },
            { condition: hcl.bool`length(${ami.name}) > 0`, errorMessage: "No name." },
          ],
          postcondition: [{ condition: hcl.bool`self.public_ip != ""`, errorMessage: "No address." }],
        },
      });
    },
    prints: `data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]

  filter {
    name   = "name"
    values = ["ubuntu/*"]
  }

  filter {
    name   = "state"
    values = ["available"]
  }

  lifecycle {
    postcondition {
      condition     = self.architecture == "x86_64"
      error_message = "Not x86_64."
    }
  }
}

resource "aws_instance" "main" {
  ami           = data.aws_ami.ubuntu.id
  instance_type = "t3.micro"

  lifecycle {
    precondition {
      condition     = data.aws_ami.ubuntu.root_device_type == "ebs"
      error_message = "The AMI needs EBS."
    }

    precondition {
      condition     = length(data.aws_ami.ubuntu.name) > 0
      error_message = "No name."
    }

    postcondition {
      condition     = self.public_ip != ""
      error_message = "No address."
    }
  }
}
`,
  },
  {
    says: "may be overridden, added and appended to by an escape hatch, and stays a block",
    build: (stack) => {
      aws(stack);
      const instance = new Instance(stack, "aws_instance.main", {
        ami: "ami-1",
        instanceType: "t3.micro",
        rootBlockDevice: { volumeSize: 8, volumeType: "gp2" },
        ebsBlockDevice: [{ deviceName: "/dev/sdf" }],
        tags: { Name: "a" },
      });
      instance.addOverride("root_block_device.volume_type", "gp3");
      instance.addOverride("root_block_device.tags", { Name: "root" });
      instance.addOverride("ebs_block_device", [{ device_name: "/dev/sdg", volume_size: 1 }]);
      instance.addOverride("metadata_options", { http_tokens: "required" });
      instance.addOverride("tags.Extra", "b");
      instance.addOverride("user_data", "#!/bin/sh\n");
      instance.addOverride("instance_type", "t3.small");
      instance.addOverride("timeouts.create", "5m");
      instance.addOverride("lifecycle", { prevent_destroy: true, ignore_changes: ["user_data"] });
    },
    prints: `resource "aws_instance" "main" {
  ami           = "ami-1"
  instance_type = "t3.small"
  user_data     = "#!/bin/sh\\n"

  ebs_block_device {
    device_name = "/dev/sdf"
  }

  ebs_block_device {
    device_name = "/dev/sdg"
    volume_size = 1
  }

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    volume_size = 8
    volume_type = "gp3"

    tags = {
      Name = "root"
    }
  }

  timeouts {
    create = "5m"
  }

  tags = {
    Name  = "a"
    Extra = "b"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [user_data]
  }
}
`,
  },
  {
    says: "may be overridden at an index of its list",
    build: (stack) => {
      aws(stack);
      const group = new SecurityGroup(stack, "aws_security_group.main", {
        ingress: [
          { fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] },
          { fromPort: 80, toPort: 80, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] },
        ],
      });
      group.addOverride("ingress.0.cidr_blocks", ["10.0.0.0/8"]);
      group.addOverride("ingress.1.description", "web");
    },
    prints: `resource "aws_security_group" "main" {
  ingress {
    cidr_blocks = ["0.0.0.0/0", "10.0.0.0/8"]
    from_port   = 22
    protocol    = "tcp"
    to_port     = 22
  }

  ingress {
    cidr_blocks = ["0.0.0.0/0"]
    description = "web"
    from_port   = 80
    protocol    = "tcp"
    to_port     = 80
  }
}
`,
  },
  {
    says: "of a class without types is what the author says it is",
    build: (stack) => {
      const data = new DataResource(stack, "hook", { input: { a: "1" } });
      data.addOverride("provisioner", [{ "local-exec": { command: "true" } }]);
      data.addOverride("input", asAttribute({ block: { not: "this" } }));
      data.addOverride("connection", asBlock({ type: "ssh", host: "h" }));
    },
    prints: `resource "terraform_data" "hook" {
  input = {
    block = {
      not = "this"
    }
  }

  connection {
    type = "ssh"
    host = "h"
  }

  provisioner "local-exec" {
    command = "true"
  }
}
`,
  },
  {
    says: "may be generated by an escape hatch in Terraform's own words",
    build: (stack) => {
      aws(stack);
      new TerraformVariable(stack, "ports", { type: "map(number)", default: {} });
      const group = new SecurityGroup(stack, "aws_security_group.main", { description: "Web" });
      group.addOverride("dynamic.ingress", {
        for_each: "${var.ports}",
        iterator: "port",
        content: {
          description: "${port.key}",
          from_port: "${port.value}",
          to_port: "${port.value}",
          protocol: "tcp",
          cidr_blocks: ["0.0.0.0/0"],
        },
      });
    },
    prints: `resource "aws_security_group" "main" {
  description = "Web"

  dynamic "ingress" {
    for_each = var.ports
    iterator = port

    content {
      description = port.key
      from_port   = port.value
      to_port     = port.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

variable "ports" {
  type    = map(number)
  default = {}
}
`,
  },
  {
    says: "may be generated by an iterator, and within it others, which may speak of both",
    build: (stack) => {
      aws(stack);
      const rules = new TerraformVariable(stack, "rules", {
        type: "map(object({ prefix = string, moves = map(number) }))",
        default: {},
      });
      const rule = TerraformIterator.fromMap(Token.asAnyMap(rules.value));
      const move = TerraformIterator.fromMap(rule.getAnyMap("moves"));
      const config = new S3BucketLifecycleConfiguration(stack, "aws_s3_bucket_lifecycle_configuration.main", {
        bucket: "images",
        rule: rule.dynamic({
          id: rule.key,
          status: "Enabled",
          filter: [{ prefix: rule.getString("prefix") }],
          transition: move.dynamic({
            days: Token.asNumber(move.value),
            storage_class: `${rule.key}-${move.key}`,
          }),
        }),
      });
      config.overrideLogicalId("main");
    },
    prints: `resource "aws_s3_bucket_lifecycle_configuration" "main" {
  bucket = "images"

  dynamic "rule" {
    for_each = var.rules

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      dynamic "transition" {
        for_each = rule.value.moves

        content {
          days          = transition.value
          storage_class = "\${rule.key}-\${transition.key}"
        }
      }
    }
  }
}

variable "rules" {
  type = map(object({
    prefix = string
    moves  = map(number)
  }))
  default = {}
}
`,
  },
  {
    says: "is generated for each element of a list",
    build: (stack) => {
      aws(stack);
      const ports = TerraformIterator.fromList(["80", "443"]);
      new SecurityGroup(stack, "aws_security_group.main", {
        description: "Web",
        ingress: ports.dynamic({
          fromPort: Token.asNumber(ports.value),
          toPort: Token.asNumber(ports.value),
          protocol: "tcp",
          cidrBlocks: ["0.0.0.0/0"],
        }),
      });
    },
    prints: `resource "aws_security_group" "main" {
  description = "Web"

  dynamic "ingress" {
    for_each = toset(["80", "443"])

    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
`,
  },
  {
    says: "within a generated block of its own name has another iterator",
    build: (stack) => {
      aws(stack);
      const sets = TerraformIterator.fromMap({ a: ["x", "y"], b: ["z"] });
      const words = TerraformIterator.fromList(Token.asList(sets.value));
      new Wafv2RuleGroup(stack, "aws_wafv2_rule_group.main", {
        capacity: 100,
        scope: "REGIONAL",
        visibilityConfig: METRICS,
        rule: [
          {
            name: "words",
            priority: 0,
            action: { block: {} },
            visibilityConfig: METRICS,
            statement: {
              or_statement: {
                statement: sets.dynamic({
                  or_statement: {
                    statement: words.dynamic({
                      byte_match_statement: {
                        search_string: `${Token.asString(sets.key)}-${Token.asString(words.value)}`,
                        positional_constraint: "EXACTLY",
                        field_to_match: { uri_path: {} },
                        text_transformation: [{ priority: 0, type: "NONE" }],
                      },
                    }),
                  },
                }),
              },
            },
          },
        ],
      });
    },
    prints: `resource "aws_wafv2_rule_group" "main" {
  capacity = 100
  scope    = "REGIONAL"

  rule {
    name     = "words"
    priority = 0

    action {
      block {}
    }

    statement {
      or_statement {
        dynamic "statement" {
          for_each = {
            a = ["x", "y"]
            b = ["z"]
          }

          content {
            or_statement {
              dynamic "statement" {
                for_each = toset(statement.value)
                iterator = statement_2

                content {
                  byte_match_statement {
                    search_string         = "\${statement.key}-\${statement_2.value}"
                    positional_constraint = "EXACTLY"

                    field_to_match {
                      uri_path {}
                    }

                    text_transformation {
                      priority = 0
                      type     = "NONE"
                    }
                  }
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "m"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "m"
    sampled_requests_enabled   = false
  }
}
`,
  },
  {
    says: "stands within a nested block, false and 0 in it included",
    build: (stack) => {
      aws(stack);
      new LbListener(stack, "aws_lb_listener.main", {
        loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/b",
        port: 80,
        defaultAction: [
          {
            type: "forward",
            forward: {
              targetGroup: [
                { arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/b", weight: 1 },
                { arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/b/c", weight: 0 },
              ],
              stickiness: { duration: 60, enabled: false },
            },
          },
        ],
        timeouts: { create: "10m" },
      });
    },
    prints: `resource "aws_lb_listener" "main" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/b"
  port              = 80

  default_action {
    type = "forward"

    forward {
      stickiness {
        duration = 60
        enabled  = false
      }

      target_group {
        arn    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/b"
        weight = 1
      }

      target_group {
        arn    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/b/c"
        weight = 0
      }
    }
  }

  timeouts {
    create = "10m"
  }
}
`,
  },
  {
    says: "is not printed for an empty list, unless that means none at all",
    build: (stack) => {
      aws(stack);
      new SecurityGroup(stack, "aws_security_group.closed", { ingress: [], egress: [], tags: {} });
      new Instance(stack, "aws_instance.main", {
        ami: "ami-1",
        instanceType: "t3.micro",
        ebsBlockDevice: [],
        securityGroups: [],
        rootBlockDevice: undefined,
      });
    },
    prints: `resource "aws_security_group" "closed" {
  egress  = []
  ingress = []
}

resource "aws_instance" "main" {
  ami             = "ami-1"
  instance_type   = "t3.micro"
  security_groups = []
}
`,
  },
  {
    says: "is no part of a module, whose inputs are attributes and whose dependencies are whole addresses",
    build: (stack) => {
      const data = new DataResource(stack, "terraform_data.first", {});
      const network = new TerraformHclModule(stack, "module.network", {
        source: "./modules/network",
        skipAssetCreationFromLocalModules: true,
        variables: { rules: [{ port: 80 }], name: null, enabled: false, tags: {}, text: "007" },
        dependsOn: [data],
      });
      const second = new TerraformHclModule(stack, "module.second", {
        source: "./modules/network",
        skipAssetCreationFromLocalModules: true,
        dependsOn: [network, data],
        forEach: TerraformIterator.fromList(["a"]),
        variables: { enabled: true, rules: [], name: "${each.key}", tags: {}, text: "" },
      });
      new TerraformOutput(stack, "id", { value: network.get("id"), dependsOn: [second] });
      stack.text("modules/network/main.tf", { content: MODULE });
    },
    prints: `resource "terraform_data" "first" {}

module "network" {
  source = "./modules/network"

  rules = [
    {
      port = 80
    },
  ]
  name    = null
  enabled = false
  text    = "007"

  tags = {}

  depends_on = [terraform_data.first]
}

module "second" {
  source   = "./modules/network"
  for_each = toset(["a"])

  enabled = true
  rules   = []
  name    = each.key
  text    = ""

  tags = {}

  depends_on = [module.network, terraform_data.first]
}

variable "rules" {}
variable "name" {}
variable "enabled" {}
variable "tags" {}
variable "text" {}
output "id" {
  value = "x"
}

output "id" {
  value = module.network.id

  depends_on = [module.second]
}
`,
  },
]);
