import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import {
  conditional,
  DataResource,
  Fn,
  type IResolvable,
  type IResolveContext,
  Lazy,
  propertyAccess,
  ref,
  TerraformLocal,
  TerraformOutput,
  TerraformVariable,
  Token,
} from "cdktf";
import { hcl, type PlainStack } from "../../../constructs/plain";
import { prove } from "../support/cases";

const variable = (stack: PlainStack, name: string, type: string, value: unknown): TerraformVariable =>
  new TerraformVariable(stack, name, { type, default: value });

/** A resolvable of somebody else's. */
class Port implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(private readonly value: unknown) {}

  resolve(_context: IResolveContext): unknown {
    return this.value;
  }

  toString(): string {
    return Token.asString(this);
  }
}

prove("a token", [
  {
    says: "stands for its reference in every encoding",
    build: (stack) => {
      const any = variable(stack, "x", "any", null);
      new TerraformLocal(stack, "values", {
        string: any.stringValue,
        number: any.numberValue,
        list: any.listValue,
        bool: any.booleanValue,
        any: any.value,
        numberList: Token.asNumberList(any.value),
        map: Token.asStringMap(any.value),
        numberMap: Token.asNumberMap(any.value),
        booleanMap: Token.asBooleanMap(any.value),
        anyMap: Token.asAnyMap(any.value),
        twice: Token.asString(Token.asNumber(any.stringValue)),
      });
    },
    prints: `locals {
  values = {
    string     = var.x
    number     = var.x
    list       = var.x
    bool       = var.x
    any        = var.x
    numberList = var.x
    map        = var.x
    numberMap  = var.x
    booleanMap = var.x
    anyMap     = var.x
    twice      = var.x
  }
}

variable "x" {
  type    = any
  default = null
}
`,
  },
  {
    says: "in the middle of text is an interpolation, also as a number",
    build: (stack) => {
      const name = variable(stack, "name", "string", "");
      const port = variable(stack, "port", "number", 0);
      new TerraformLocal(stack, "texts", {
        url: `http://${name.stringValue}:${port.numberValue}/`,
        price: `USD$ ${name.stringValue}, 100%`,
        both: `${name.stringValue}${port.numberValue}`,
        twice: `${name.stringValue}-${name.stringValue}`,
        lines: `first ${name.stringValue}\n  "second"\tline\\\n${port.numberValue}\n`,
        key: { [name.stringValue]: 1, [`a-${name.stringValue}`]: 2 },
      });
    },
    prints: `locals {
  texts = {
    url   = "http://\${var.name}:\${var.port}/"
    price = "USD$ \${var.name}, 100%"
    both  = "\${var.name}\${var.port}"
    twice = "\${var.name}-\${var.name}"
    lines = <<-EOT
      first \${var.name}
        "second"	line\\
      \${var.port}
    EOT
    key = {
      (var.name)      = 1
      "a-\${var.name}" = 2
    }
  }
}

variable "name" {
  type    = string
  default = ""
}

variable "port" {
  type    = number
  default = 0
}
`,
  },
  {
    says: "that is spread among others is joined with them",
    build: (stack) => {
      const list = variable(stack, "list", "list(string)", []);
      const map = variable(stack, "map", "map(string)", {});
      const numbers = Token.asNumberList(variable(stack, "numbers", "list(number)", []).value);
      new TerraformLocal(stack, "joined", {
        first: [...list.listValue, "x"],
        middle: ["a", ...list.listValue, "b", ...list.listValue],
        only: [...list.listValue],
        numbers: [0, ...numbers],
        map: { ...Token.asStringMap(map.value), a: "b" },
        onlyMap: { ...Token.asStringMap(map.value) },
        afterMap: { a: "b", ...Token.asStringMap(map.value) },
      });
    },
    prints: `locals {
  joined = {
    first    = concat(var.list, ["x"])
    middle   = concat(["a"], var.list, ["b"], var.list)
    only     = var.list
    numbers  = concat([0], var.numbers)
    map      = merge(var.map, { a = "b" })
    onlyMap  = var.map
    afterMap = merge({ a = "b" }, var.map)
  }
}

variable "list" {
  type    = list(string)
  default = []
}

variable "map" {
  type    = map(string)
  default = {}
}

variable "numbers" {
  type    = list(number)
  default = []
}
`,
  },
  {
    says: "that is lazy is what it produces, of every type, nested",
    build: (stack) => {
      const name = variable(stack, "name", "string", "");
      let late = "early";
      new TerraformLocal(stack, "lazy", {
        string: Lazy.stringValue({ produce: () => late }),
        withToken: Lazy.stringValue({ produce: () => `hi ${name.stringValue}` }),
        number: Lazy.numberValue({ produce: () => 0 }),
        list: Lazy.listValue({ produce: () => ["a", name.stringValue] }),
        any: Lazy.anyValue({ produce: () => ({ a: [{ b: name.value }, null, false] }) }),
        lazily: Lazy.anyValue({ produce: () => Lazy.anyValue({ produce: () => 'say "x"' }) }),
        nothing: Lazy.anyValue({ produce: () => undefined }),
        empty: Lazy.listValue({ produce: () => [] }, { omitEmpty: true }),
        amongOthers: [1, Lazy.anyValue({ produce: () => undefined }), Lazy.anyValue({ produce: () => null })],
        inText: `<${Lazy.stringValue({ produce: () => "${literal}".replace("$", "$$$") })}>`,
      });
      late = "late";
    },
    prints: `locals {
  lazy = {
    string    = "late"
    withToken = "hi \${var.name}"
    number    = 0
    list      = ["a", var.name]
    any = {
      a = [
        {
          b = var.name
        },
        null,
        false,
      ]
    }
    lazily      = "say \\"x\\""
    amongOthers = [1, null]
    inText      = "<$\${literal}>"
  }
}

variable "name" {
  type    = string
  default = ""
}
`,
  },
  {
    says: "that is lazy may be blocks, or no argument at all",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const ports: number[] = [];
      new SecurityGroup(stack, "aws_security_group.main", {
        name: Lazy.stringValue({ produce: () => undefined }),
        description: Lazy.stringValue({ produce: () => "late" }),
        ingress: Lazy.anyValue({
          produce: () => ports.map((port) => ({ fromPort: port, toPort: port, protocol: "tcp", self: true })),
        }),
      });
      ports.push(80, 443);
    },
    prints: `resource "aws_security_group" "main" {
  description = "late"

  ingress {
    from_port = 80
    to_port   = 80
    protocol  = "tcp"
    self      = true
  }

  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    self      = true
  }
}
`,
  },
  {
    says: "of a class of somebody else's is what it resolves to",
    build: (stack) => {
      const name = variable(stack, "name", "string", "");
      new TerraformLocal(stack, "foreign", {
        number: new Port(8080),
        string: new Port("text"),
        token: new Port(name.stringValue),
        object: new Port({ a: [name.value, 1] }),
        text: `port ${new Port(8080)}`,
      });
    },
    prints: `locals {
  foreign = {
    number = 8080
    string = "text"
    token  = var.name
    object = {
      a = [var.name, 1]
    }
    text = "port \${8080}"
  }
}

variable "name" {
  type    = string
  default = ""
}
`,
  },
  {
    says: "stays an expression within jsonencode, however deep",
    build: (stack) => {
      const name = variable(stack, "name", "string", "");
      new TerraformLocal(
        stack,
        "policy",
        Fn.jsonencode({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["s3:GetObject"],
              Resource: `${name.stringValue}/*`,
              Count: 0,
              On: false,
            },
            { Effect: name.stringValue, Nested: Fn.jsonencode({ a: name.value }) },
          ],
        }),
      );
      new TerraformLocal(stack, "short", Fn.jsonencode([1, name.value]));
    },
    prints: `locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "\${var.name}/*"
        Count    = 0
        On       = false
      },
      {
        Effect = var.name
        Nested = jsonencode({
          a = var.name
        })
      },
    ]
  })
  short = jsonencode([1, var.name])
}

variable "name" {
  type    = string
  default = ""
}
`,
  },
  {
    says: "of cdktf's expressions is printed as a hand would",
    build: (stack) => {
      const map = variable(stack, "map", "any", {});
      const on = variable(stack, "on", "bool", false);
      const data = new DataResource(stack, "terraform_data.main", { input: {} });
      new TerraformLocal(stack, "access", {
        attribute: propertyAccess(map.value, ["a", "b"]),
        index: propertyAccess(map.value, ["list", 0, "id"]),
        key: propertyAccess(map.value, ["with-dash", "a.b", 'quo"te']),
        splat: propertyAccess(map.value, ["list", "*", "id"]),
        lookup: Fn.lookup(map.value, "key", "default"),
        nested: Fn.lookupNested(map.value, ["a", "b"]),
        ref: ref("terraform_data.main.output", stack),
        output: data.output.lookup("x"),
      });
      new TerraformLocal(stack, "choice", {
        simple: conditional(on.booleanValue, "a", 0),
        nested: conditional(
          on.booleanValue,
          conditional(on.booleanValue, 1, 2),
          conditional(on.booleanValue, 3, 4),
        ),
        long: conditional(
          on.booleanValue,
          Fn.join("-", ["a rather long text that fills the line", map.stringValue]),
          Fn.join("-", ["another rather long text that fills it", map.stringValue]),
        ),
        coalesce: Fn.coalesce([map.value, null, "x"]),
        conditions: hcl.bool`${on} && (${map.value} != null || length(keys(${map.value})) > 0) && can(regex("^[a-z][a-z0-9-]{2,}$", "abc"))`,
      });
      new TerraformOutput(stack, "element", { value: data });
    },
    prints: `locals {
  access = {
    attribute = var.map.a.b
    index     = var.map.list[0].id
    key       = var.map["with-dash"]["a.b"]["quo\\"te"]
    splat     = var.map.list[*].id
    lookup    = lookup(var.map, "key", "default")
    nested    = var.map.a.b
    ref       = terraform_data.main.output
    output    = terraform_data.main.output["x"]
  }
  choice = {
    simple = var.on ? "a" : 0
    nested = var.on ? (var.on ? 1 : 2) : var.on ? 3 : 4
    long = (
      var.on
      ? join("-", ["a rather long text that fills the line", var.map])
      : join("-", ["another rather long text that fills it", var.map])
    )
    coalesce = coalesce(var.map, "x")
    conditions = (
      var.on &&
      (var.map != null || length(keys(var.map)) > 0) &&
      can(regex("^[a-z][a-z0-9-]{2,}$", "abc"))
    )
  }
}

resource "terraform_data" "main" {
  input = {}
}

output "element" {
  value = terraform_data.main
}

variable "map" {
  type    = any
  default = {}
}

variable "on" {
  type    = bool
  default = false
}
`,
  },
]);
