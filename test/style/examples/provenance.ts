import { type Example, hcl } from "../example";

const header = '# Generated from stacks/bouvet.ts by plainform ("npm run synth").\n';
const block = "\nlocals {\n  a = 1\n}\n";

export const provenanceExamples: Readonly<Record<string, Example>> = {
  header: {
    bad: [
      ["locals {\n  a = 1\n}\n", 1],
      [`# Made by hand.\n${block}`, 1],
      [`# Generated from stacks/bouvet.ts by plainform ("npm run synth"), version 1.2.\n${block}`, 1],
      [`# Generated from stacks/bouvet.ts by plainform ("npm run synth") on 2001-02-03.\n${block}`, 1],
      [`# Generated from stacks/bouvet.ts by plainform ("npm run synth") in /srv/build.\n${block}`, 1],
    ],
    good: [
      header + block,
      `# Generated from stacks/bouvet.ts by plainform ("npm run synth"): edit that, not this.\n${block}`,
    ],
  },
  "no-account-id": {
    bad: [
      ['locals {\n  arn = "arn:aws:iam::123456789012:role/x"\n}\n', 2],
      ['locals {\n  owners = ["123456789012"]\n}\n', 2],
      ["# For 123456789012 only.\nlocals {\n  a = 1\n}\n", 1],
      ["locals {\n  a = <<-EOT\n    x\n    arn:aws:iam::123456789012:role/x\n  EOT\n}\n", 4],
    ],
    good: [
      'data "aws_ami" "ubuntu" {\n  owners = ["099720109477"]\n}\n',
      hcl`
        locals {
          arn    = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:role/x"
          digest = "sha256:0123456789012345678901234567890123456789"
          text   = <<-EOT
            serial 123456789012
          EOT
        }
      `,
    ],
  },
  "no-date": {
    bad: [
      ["# As of 2001-02-03.\nlocals {\n  a = 1\n}\n", 1],
      ["# Written on 3 February 2001.\nlocals {\n  a = 1\n}\n", 1],
      ['locals {\n  a = 1\n  made = "2001-02-03T10:00:00Z"\n}\n', 3],
    ],
    good: [
      hcl`
        locals {
          policy = jsonencode({ Version = "2012-10-17" })
          image  = "ubuntu-22.04-amd64-server-20010203"
          text   = <<-EOT
            released 2001-02-03
          EOT
        }
      `,
    ],
  },
  "no-absolute-path": {
    bad: [
      [`locals {\n  a = "${process.cwd()}/x"\n}\n`, 2],
      ["# See /Users/ada/notes.\nlocals {\n  a = 1\n}\n", 1],
      ['locals {\n  a = file("/opt/key.pub")\n}\n', 2],
      ['locals {\n  b = 1\n  a = upper(templatefile("C:/x.sh", {}))\n}\n', 3],
      ['module "a" {\n  source = "/opt/modules/a"\n}\n', 2],
      ['terraform {\n  backend "local" {\n    path = "/opt/terraform.tfstate"\n  }\n}\n', 3],
    ],
    good: [
      hcl`
        locals {
          script = templatefile("\${path.module}/scripts/user-data.sh", { directory = "/var/lib/bouvet" })
          home   = "/home/ubuntu"
          route  = "/"
        }
      `,
    ],
  },
};
