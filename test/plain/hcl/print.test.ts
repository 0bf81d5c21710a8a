import { describe, expect, it } from "vitest";
import {
  argument,
  block,
  type Expression,
  type ObjectEntry,
  parseExpression,
  parseTemplate,
  printFile,
  str,
} from "../../../constructs/plain/hcl";
import { describeWith } from "../../support/requirements";
import { formatComplaints } from "../support/terraform";

type Values = Readonly<Record<string, Expression>>;

const printed = (values: Values): string =>
  printFile([block("locals", [], [Object.entries(values).map(([name, value]) => argument(name, value))])]);

const expr = parseExpression;
const num = (text: string): Expression => ({ kind: "number", text });
const entry = (key: string, value: string): ObjectEntry => ({ key: str(key), value: num(value) });

const cases: readonly (readonly [says: string, values: Values, text: string])[] = [
  [
    "aligns the = of consecutive lines; a value of several lines ends the run",
    { a: num("1"), long_name: num("2"), list: expr("[{ a = 1 }]"), b: num("3"), cc: num("4") },
    `locals {
  a         = 1
  long_name = 2
  list = [
    {
      a = 1
    },
  ]
  b  = 3
  cc = 4
}
`,
  ],
  [
    "takes a heredoc for one line of a run",
    { a: num("1"), long_name: str("x\ny\n z\n"), b: num("3") },
    `locals {
  a         = 1
  long_name = <<-EOT
    x
    y
     z
  EOT
  b         = 3
}
`,
  ],
  [
    "takes a heredoc in a call for several lines",
    { a: num("1"), long_name: str("x\ny\nz"), b: num("3") },
    `locals {
  a = 1
  long_name = chomp(<<-EOT
    x
    y
    z
  EOT
  )
  b = 3
}
`,
  ],
  [
    "closes on one line the brackets that it opens on one",
    { a: { kind: "call", name: "base64encode", args: [str("x\ny\nz")], expand: false } },
    `locals {
  a = base64encode(chomp(<<-EOT
    x
    y
    z
  EOT
  ))
}
`,
  ],
  [
    "aligns keys by what a reader sees of them",
    {
      a: {
        kind: "object",
        entries: [entry("größe", "1"), entry("\u{1f600}", "2"), entry("e\u0301a", "3"), entry("plain", "4")],
      },
    },
    `locals {
  a = {
    "größe" = 1
    "\u{1f600}"     = 2
    "e\u0301a"    = 3
    plain   = 4
  }
}
`,
  ],
  [
    "joins no mark to what begins an escaped interpolation",
    { a: { kind: "object", entries: [entry("${~\u0301b", "1"), entry("plainly", "2")] } },
    `locals {
  a = {
    "$\${~\u0301b" = 1
    plainly  = 2
  }
}
`,
  ],
  [
    "quotes keys that are words of the language, numbers, or no names; parenthesises what is computed",
    {
      a: {
        kind: "object",
        entries: [
          ...["for", "in", "true", "null", "a.b", "1a", "a-b", "", "_x", "X9"].map((key) => entry(key, "0")),
          { key: expr("var.x"), value: num("1") },
          { key: expr('"a-${var.x}"'), value: num("2") },
          { key: num("5"), value: num("3") },
        ],
      },
    },
    `locals {
  a = {
    "for"        = 0
    "in"         = 0
    "true"       = 0
    "null"       = 0
    "a.b"        = 0
    "1a"         = 0
    "a-b"        = 0
    ""           = 0
    _x           = 0
    X9           = 0
    (var.x)      = 1
    "a-\${var.x}" = 2
    (5)          = 3
  }
}
`,
  ],
  [
    "breaks lists that do not fit in 80 columns, an item a line",
    {
      short: expr('["a", "b"]'),
      long: expr(`["${"a".repeat(30)}", "${"b".repeat(30)}", "c"]`),
    },
    `locals {
  short = ["a", "b"]
  long = [
    "${"a".repeat(30)}",
    "${"b".repeat(30)}",
    "c",
  ]
}
`,
  ],
  [
    "opens a call whose last argument is an object in the line of the call",
    {
      a: expr(
        'jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Nested = jsonencode({ a = 1 }) }] })',
      ),
      b: expr('templatefile("${path.module}/x", { a = 1, b = 2 })'),
      c: expr("merge({ a = 1 }, { b = 1, c = 2 })"),
    },
    `locals {
  a = jsonencode({
    Version = "1"
    Statement = [
      {
        Effect = "Allow"
        Nested = jsonencode({
          a = 1
        })
      },
    ]
  })
  b = templatefile("\${path.module}/x", {
    a = 1
    b = 2
  })
  c = merge(
    {
      a = 1
    },
    {
      b = 1
      c = 2
    }
  )
}
`,
  ],
  [
    "breaks long operators and conditionals within parentheses",
    {
      a: expr(`${"first_name".repeat(5)} && ${"second_name".repeat(5)} && (x || y)`),
      b: expr(`${"condition".repeat(5)} ? ${"one".repeat(9)} : ${"two".repeat(9)}`),
    },
    `locals {
  a = (
    ${"first_name".repeat(5)} &&
    ${"second_name".repeat(5)} &&
    (x || y)
  )
  b = (
    ${"condition".repeat(5)}
    ? ${"one".repeat(9)}
    : ${"two".repeat(9)}
  )
}
`,
  ],
  [
    "gives a heredoc another delimiter when its text has it on a line of its own",
    { a: str("cat <<EOT\nx\n  EOT\n"), b: str("EOT\nEOF\nEND\nHEREDOC\n EOT_1\n") },
    `locals {
  a = <<-EOF
    cat <<EOT
    x
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
`,
  ],
  [
    "does not indent a heredoc whose lines are all indented, which would take the indentation away",
    { a: str("  a\n    b\n\n  c\n"), b: str("\ta\n\tb\n\tc\n") },
    "locals {\n  a = <<EOT\n  a\n    b\n\n  c\nEOT\n  b = <<EOT\n\ta\n\tb\n\tc\nEOT\n}\n",
  ],
  [
    "keeps blank lines and lines of white space in a heredoc as they are",
    { a: str("a\n\n  \n\t\nb\n"), b: str("\n\na\nb \n") },
    "locals {\n  a = <<-EOT\n    a\n\n  \n\t\n    b\n  EOT\n  b = <<-EOT\n\n\n    a\n    b \n  EOT\n}\n",
  ],
  [
    "quotes what a heredoc would hide or change",
    {
      crlf: str("a\r\nb\r\nc\r\n"),
      bell: str("a\nb\u0007\nc\n"),
      mark: str("a\n\u0301b\nc\n"),
      vowel: str("a\n\u0e33b\nc\n"),
      nbsp: str("a\n\u00a0b\nc\n"),
      blank: str("\n\n\n"),
      bom: str("\ufeffa\nb\nc\n"),
    },
    `locals {
  crlf  = "a\\r\\nb\\r\\nc\\r\\n"
  bell  = "a\\nb\\u0007\\nc\\n"
  mark  = "a\\n\\u0301b\\nc\\n"
  vowel = "a\\n\\u0e33b\\nc\\n"
  nbsp  = "a\\n\\u00a0b\\nc\\n"
  blank = "\\n\\n\\n"
  bom   = "\\ufeffa\\nb\\nc\\n"
}
`,
  ],
  [
    "escapes template markers in a heredoc, and keeps a dollar before an interpolation",
    { a: parseTemplate("$${HOME} %%{x} $\n${var.x}\nUSD ") },
    `locals {
  a = chomp(<<-EOT
    $\${HOME} %%{x} $
    \${var.x}
    USD 
  EOT
  )
}
`,
  ],
  [
    "keeps a run of dollars or percents before an interpolation",
    {
      a: parseTemplate("$$$"),
      b: expr('"a${"$$"}${x}"'),
      c: expr('"100${"%"}${x}%"'),
      d: parseTemplate("$$$${x}"),
    },
    `locals {
  a = "$$$"
  b = "a\${"$$"}\${x}"
  c = "100\${"%"}\${x}%"
  d = "$$$\${x}"
}
`,
  ],
  [
    "keeps numbers as they are written",
    {
      a: num("1e-7"),
      b: num("1e+21"),
      c: num("-5"),
      d: { kind: "binary", operator: "-", left: num("1"), right: num("-5") },
      e: { kind: "unary", operator: "-", operand: num("-5") },
      f: num("123456789012345678901234567890"),
    },
    `locals {
  a = 1e-7
  b = 1e+21
  c = -5
  d = 1 - -5
  e = -(-5)
  f = 123456789012345678901234567890
}
`,
  ],
  [
    "writes what terraform fmt makes of brackets and signs after a word",
    {
      a: expr("[for x in [1] : x if (x > 1) && true]"),
      b: expr("[for x in (y) : x if -x < 1]"),
      c: expr('"a${-x}${{}}%{ if true }b%{ endif }"'),
      d: expr('["a"[0], 5[0], m[true]]'),
    },
    `locals {
  a = [for x in [1] : x if(x > 1) && true]
  b = [for x in(y) : x if(-x < 1)]
  c = "a\${(-x)}\${ {} }%{if true}b%{endif}"
  d = [("a")[0], (5)[0], m[(true)]]
}
`,
  ],
];

describe("the printer", () => {
  for (const [says, values, text] of cases) {
    it(says, () => {
      expect(printed(values)).toBe(text);
    });
  }
});

describeWith(["terraform"], "the printer", () => {
  it("is of one opinion with terraform fmt on all of these", async () => {
    const files = Object.fromEntries(cases.map(([, values], index) => [`f${index}.tf`, printed(values)]));
    expect(await formatComplaints(files)).toBe("");
  });
});
