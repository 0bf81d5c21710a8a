import { DataResource, TerraformVariable } from "cdktf";
import { prove } from "../../support/cases";

prove("text", [
  {
    says: "is escaped in the same way whether or not there is a reference in it",
    build: (stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string", default: "x" });
      new DataResource(stack, "plain", { input: { a: 'say "hi"\\n\tC:\\new' } });
      new DataResource(stack, "mixed", {
        input: { a: `say "hi"\\n\tC:\\new ${name.stringValue} $\${literal}` },
      });
    },
    prints: `resource "terraform_data" "plain" {
  input = {
    a = "say \\"hi\\"\\\\n\\tC:\\\\new"
  }
}

resource "terraform_data" "mixed" {
  input = {
    a = "say \\"hi\\"\\\\n\\tC:\\\\new \${var.name} $\${literal}"
  }
}

variable "name" {
  type    = string
  default = "x"
}
`,
  },
  {
    says: "that looks like a number, a list, a map or a string stays text",
    build: (stack) => {
      new DataResource(stack, "texts", {
        input: { a: "007", b: "1e5", c: "[]", d: "{}", e: '"quoted"', f: "true", g: "null", h: "-1" },
      });
    },
    prints: `resource "terraform_data" "texts" {
  input = {
    a = "007"
    b = "1e5"
    c = "[]"
    d = "{}"
    e = "\\"quoted\\""
    f = "true"
    g = "null"
    h = "-1"
  }
}
`,
  },
  {
    says: "of several lines is an indented heredoc, with no line break that is not its own",
    build: (stack) => {
      new DataResource(stack, "lines", {
        input: { ends: "one\n  two\n", open: "one\n\n  two", short: "a\nb" },
      });
    },
    prints: `resource "terraform_data" "lines" {
  input = {
    ends = <<-EOT
      one
        two
    EOT
    open = chomp(<<-EOT
      one

        two
    EOT
    )
    short = "a\\nb"
  }
}
`,
  },
  {
    says: "that contains a heredoc's delimiter gets another delimiter",
    build: (stack) => {
      new DataResource(stack, "script", {
        input: { a: "cat <<EOT\nhi\nEOT\n", b: "EOT\n  EOF\nEND\nHEREDOC\nEOT_1\n" },
      });
    },
    prints: `resource "terraform_data" "script" {
  input = {
    a = <<-EOF
      cat <<EOT
      hi
      EOT
    EOF
    b = <<-EOT_2
      EOT
        EOF
      END
      HEREDOC
      EOT_1
    EOT_2
  }
}
`,
  },
  {
    says: "of several lines in a list is a heredoc where it is the last item, or long",
    build: (stack) => {
      const values =
        "image: registry.example.com/app\nreplicas: 2\nresources:\n  cpu: 100m\n  memory: 256Mi\n";
      new DataResource(stack, "list", {
        input: { a: ["one\ntwo\nthree\n", "x"], b: ["p\nq\nr\n"], c: [values, "no\nnew\nline", values] },
      });
    },
    prints: `resource "terraform_data" "list" {
  input = {
    a = [
      "one\\ntwo\\nthree\\n",
      "x",
    ]
    b = [
      <<-EOT
        p
        q
        r
      EOT
    ]
    c = [
      <<-EOT
        image: registry.example.com/app
        replicas: 2
        resources:
          cpu: 100m
          memory: 256Mi
      EOT
      ,
      chomp(<<-EOT
        no
        new
        line
      EOT
      ),
      <<-EOT
        image: registry.example.com/app
        replicas: 2
        resources:
          cpu: 100m
          memory: 256Mi
      EOT
    ]
  }
}
`,
  },
  {
    says: "that only refers is the bare reference",
    build: (stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string", default: "x" });
      new DataResource(stack, "bare", {
        input: { token: name.stringValue, written: "${var.name}", nested: "${upper(var.name)}-${1 + 2 * 3}" },
      });
    },
    prints: `resource "terraform_data" "bare" {
  input = {
    token   = var.name
    written = var.name
    nested  = "\${upper(var.name)}-\${1 + 2 * 3}"
  }
}

variable "name" {
  type    = string
  default = "x"
}
`,
  },
  {
    says: "keeps its template directives, and has done what their strip markers ask for",
    build: (stack) => {
      new TerraformVariable(stack, "names", { type: "list(string)", default: [] });
      new DataResource(stack, "loop", {
        input: {
          a: "%{ for n in var.names ~}\n${n}\n%{ endfor ~}\n",
          b: "%{ if true }yes%{ else }no%{ endif }",
        },
      });
    },
    prints: `resource "terraform_data" "loop" {
  input = {
    a = "%{for n in var.names}\${n}\\n%{endfor}"
    b = "%{if true}yes%{else}no%{endif}"
  }
}

variable "names" {
  type    = list(string)
  default = []
}
`,
  },
]);
