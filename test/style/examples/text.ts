import { type Example, hcl } from "../example";

const heredoc = [
  'resource "local_file" "notes" {',
  "  content = <<-EOT",
  "\ta tab, a trailing blank ",
  "",
  "",
  '      odd indentation, "quotes", { [ ( # braces // and slashes /* and */',
  `    a line of ${"very ".repeat(40)}many columns`,
  '    $${literal} %%{literal} ${upper("}")} ${join(", ", [for x in ["a", "b"] : "${x}}"])}',
  "  EOT",
  "}",
  "",
].join("\n");

export const textExamples: Readonly<Record<string, Example>> = {
  indentation: {
    bad: [
      [
        hcl`
          resource "aws_vpc" "main" {
             cidr_block = "10.0.0.0/16"
            tags = {
            Name = "main"
            }
          }
        `,
        2,
        4,
      ],
      ['locals {\n  a = [\n      "x",\n  ]\n}\n', 3],
      ["  locals {\n  a = 1\n}\n", 1],
    ],
    good: [
      heredoc,
      hcl`
        locals {
          policy = jsonencode({
            Statement = [{
              # A comment with a { brace.
              Action = ["s3:GetObject"] # and ( another
            }]
          })

          text = "{ [ \${join("{", ["}"])}"

          chosen = (
            var.a
            ? "x"
            : "y"
          )
        }
      `,
    ],
  },
  "no-tab": { bad: [["locals {\n\ta = 1\n}\n", 2]], good: [heredoc] },
  "no-trailing-blank": {
    bad: [
      ["locals {\n  a = 1 \n}\n", 2],
      ["locals {\n  a = 1\n  \n  b = 1\n}\n", 3],
    ],
    good: [heredoc],
  },
  "line-end": { bad: [["locals {\r\n  a = 1\r\n}\r\n", 1]], good: ["locals {\n  a = 1\n}\n"] },
  "final-newline": {
    bad: [
      ["locals {\n  a = 1\n}", 3],
      ["locals {\n  a = 1\n}\n\n", 4],
      ["\nlocals {\n  a = 1\n}\n", 1],
    ],
    good: [heredoc],
  },
  "no-double-blank-line": {
    bad: [["locals {\n  a = 1\n\n\n  b = 1\n}\n", 4]],
    good: [heredoc, "locals {\n  a = 1\n\n  b = 1\n}\n"],
  },
  "no-blank-at-bracket": {
    bad: [
      ["locals {\n\n  a = 1\n}\n", 2],
      ["locals {\n  a = 1\n\n}\n", 3],
      ['locals {\n  a = [\n\n    "x",\n\n  ]\n}\n', 3, 5],
      ["locals { # why\n\n  a = 1\n}\n", 2],
    ],
    good: [heredoc, 'locals {\n  a = "{"\n\n  b = "}"\n}\n', 'variable "a" {}\n\nvariable "b" {}\n'],
  },
  "block-separation": {
    bad: [
      ["locals {\n  a = 1\n}\nlocals {\n  b = 1\n}\n", 4],
      ["locals {\n  a = 1\n}\n# Why.\nlocals {\n  b = 1\n}\n", 4],
      ["locals {\n  a = 1\n}\n\n# Why.\n\nlocals {\n  b = 1\n}\n", 6],
    ],
    good: [
      hcl`
        # A header.

        # What this file is about.

        locals {
          a = 1
        }

        # Why b.
        # And a second line.
        locals {
          b = 1
        }
      `,
    ],
  },
  "comment-style": {
    bad: [
      ["locals {\n  // no\n  a = 1\n}\n", 2],
      ["/* no\n   no */\nlocals {\n  a = 1\n}\n", 1],
    ],
    good: [heredoc, 'locals {\n  # "yes" // still\n  a = "http://x /* y */" # yes\n}\n'],
  },
  "line-length": {
    bad: [
      [`locals {\n  # ${"word ".repeat(25)}end\n  a = 1\n}\n`, 2],
      [`locals {\n  a = [${Array.from({ length: 30 }, (_, i) => `"v${i}"`).join(", ")}]\n}\n`, 2],
    ],
    good: [heredoc, `locals {\n  a = "${"long ".repeat(40)}"\n}\n`],
  },
};
