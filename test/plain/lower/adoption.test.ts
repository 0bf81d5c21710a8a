import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  DataResource,
  LocalBackend,
  S3Backend,
  TerraformElement,
  TerraformHclModule,
  TerraformLocal,
  TerraformVariable,
} from "cdktf";
import { describe, expect, it } from "vitest";
import { Check, comment, LocalModule, Moved, type PlainStack, Removed } from "../../../constructs/plain";
import { describeWith } from "../../support/requirements";
import { type Build, blocksOf, filesOf, problemsOf } from "../support/synth";
import { formatComplaints } from "../support/terraform";

const settings = (build: Build): string =>
  (filesOf(build)["terraform.tf"] ?? "").replace(/^# Generated .*\n\n/, "");

const vpc = (stack: PlainStack): Vpc => {
  new AwsProvider(stack, "aws", {});
  return new Vpc(stack, "aws_vpc.main", { cidrBlock: "a" });
};

const vpcWith = (path: string, value: unknown): string =>
  blocksOf((stack) => vpc(stack).addOverride(path, value));

const west = (stack: PlainStack): AwsProvider =>
  new AwsProvider(stack, "aws.west", { alias: "west", region: "us-west-2" });

class Network extends LocalModule {
  constructor(
    scope: PlainStack,
    id: string,
    props: ConstructorParameters<typeof LocalModule>[2],
    inside: (module: Network) => void = () => undefined,
  ) {
    super(scope, id, { directory: "network", ...props });
    inside(this);
  }

  declare(name: string): void {
    this.input(name, { type: "string", description: "x" }, "x");
  }
}

describe("a block in an override", () => {
  it("may be an object or a list of one", () => {
    const one =
      'resource "aws_vpc" "main" {\n  cidr_block = "a"\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n';
    expect(vpcWith("lifecycle", [{ prevent_destroy: true }])).toBe(one);
    expect(vpcWith("lifecycle", { prevent_destroy: true })).toBe(one);
    const condition = { condition: "${self.id != null}", error_message: "No." };
    const precondition = vpcWith("lifecycle.precondition", condition);
    expect(precondition).toContain(
      "  lifecycle {\n    precondition {\n      condition     = self.id != null\n",
    );
    expect(vpcWith("lifecycle.precondition", [condition])).toBe(precondition);
    expect(vpcWith("connection", [{ host: "a" }])).toBe(vpcWith("connection", { host: "a" }));
    expect(vpcWith("connection", [{ host: "a" }])).toContain('  connection {\n    host = "a"\n  }\n');
  });

  it("may be an object or a list in a variable", () => {
    const text = blocksOf((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      name.addOverride("validation", { condition: '${var.name != ""}', error_message: "Empty." });
    });
    expect(text).toContain('  validation {\n    condition     = var.name != ""\n');
  });

  it("may be an object or a list in the terraform block", () => {
    const text = settings((stack) => {
      stack.addOverride("terraform.cloud", { organization: "plain", workspaces: [{ name: "main" }] });
      stack.addOverride("terraform.provider_meta.aws", { user_agent: ["x"] });
    });
    expect(text).toContain('    workspaces {\n      name = "main"\n    }\n');
    expect(text).toContain('  provider_meta "aws" {\n    user_agent = ["x"]\n  }\n');
    const backend = settings((stack) => stack.addOverride("terraform.backend", [{ s3: [{ bucket: "b" }] }]));
    expect(backend).toContain('  backend "s3" {\n    bucket = "b"\n  }\n');
  });

  it("is a provisioner as an object, a list or counted", () => {
    const text = vpcWith("provisioner", { "local-exec": { command: "true" } });
    expect(text).toContain('  provisioner "local-exec" {\n    command = "true"\n  }\n');
    expect(vpcWith("provisioner", [{ "local-exec": { command: "true" } }])).toBe(text);
    expect(vpcWith("provisioner.0.local-exec.command", "true")).toBe(text);
  });

  it("is a dynamic block as an object or a list", () => {
    const dynamic = { ingress: { for_each: [1], content: { from_port: 1, to_port: 1, protocol: "tcp" } } };
    const build =
      (value: unknown): Build =>
      (stack) => {
        new AwsProvider(stack, "aws", {});
        new SecurityGroup(stack, "aws_security_group.main", {}).addOverride("dynamic", value);
      };
    expect(blocksOf(build(dynamic))).toContain('  dynamic "ingress" {\n    for_each = [1]\n');
    expect(blocksOf(build([dynamic]))).toBe(blocksOf(build(dynamic)));
  });

  it("is a problem when it is anything else", () => {
    const found = problemsOf((stack) => {
      vpc(stack).addOverride("lifecycle", "prevent_destroy");
    });
    expect(found).toMatchObject([
      { at: "system/aws_vpc.main", what: "lifecycle is a block, and its value cannot be one" },
    ]);
  });
});

describe("required providers", () => {
  it("may come from an override alone", () => {
    const text = settings((stack) => {
      stack.addOverride("terraform.required_providers.null", { source: "hashicorp/null", version: "~> 3.0" });
    });
    expect(text).toContain(
      '    null = {\n      source  = "hashicorp/null"\n      version = "~> 3.0"\n    }\n',
    );
  });

  it("keep the configuration aliases of an override", () => {
    const text = settings((stack) => {
      new AwsProvider(stack, "aws", {});
      stack.addOverride("terraform.required_providers.aws.configuration_aliases", ["aws.peer"]);
    });
    expect(text).toContain("configuration_aliases = [aws.peer]\n");
  });
});

describe("the providers of a module", () => {
  it("have aliases that are printed as bare addresses", () => {
    const text = blocksOf((stack) => {
      const providers = [{ provider: west(stack), moduleAlias: "peer" }];
      new TerraformHclModule(stack, "module.m", { source: "foo/bar/aws", providers });
    });
    expect(text).toContain("  providers = {\n    aws.peer = aws.west\n  }\n");
  });

  it("are declared in a local module by the names that it knows them by", () => {
    const files = filesOf((stack) => {
      new Network(
        stack,
        "network",
        { providers: [{ provider: west(stack), moduleAlias: "peer" }] },
        (module) => module.add(Vpc, "main", {}).addOverride("provider", "aws.peer"),
      );
    });
    expect(files["main.tf"]).toContain("    aws.peer = aws.west\n");
    const inside = files["modules/network/main.tf"];
    expect(inside).toContain('      version               = "~> 5.100"\n');
    expect(inside).toContain("      configuration_aliases = [aws.peer]\n");
    expect(inside).toContain('resource "aws_vpc" "main" {\n  provider = aws.peer\n}\n');
  });

  it("must be passed in, and not used from outside", () => {
    const found = problemsOf((stack) => {
      const provider = west(stack);
      new Network(stack, "network", {}, (module) => module.add(Vpc, "main", { provider }));
    });
    expect(found).toMatchObject([
      {
        at: "system/network/main.tf/aws_vpc.main",
        what: "a provider of another module is used",
        got: "aws.west of system, used in system/network",
      },
    ]);
  });

  it("must not be configured inside, and neither must a backend", () => {
    const found = problemsOf((stack) => {
      new Network(stack, "network", {}, (module) => {
        new AwsProvider(module, "aws", { region: "eu-west-1" });
        new S3Backend(module, { bucket: "state", key: "k" });
        module.addOverride("terraform.cloud", { organization: "plain" });
      });
    });
    expect(found.map(({ what }) => what)).toEqual(
      Array(3).fill("a provider or a backend is configured inside a local module"),
    );
  });
});

describe("an override of a provider", () => {
  const two = (stack: PlainStack): void => {
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    west(stack);
  };

  it("may count its configurations", () => {
    const build =
      (path: string, value: unknown): Build =>
      (stack) => {
        two(stack);
        stack.addOverride(path, value);
      };
    const text = blocksOf(build("provider.aws.1.region", "us-west-1"));
    expect(text).toContain('provider "aws" {\n  region = "eu-west-1"\n}\n');
    expect(text).toContain('  alias = "west"\n\n  region = "us-west-1"\n');
    expect(blocksOf(build("provider.aws", [{}, { region: "us-west-1" }]))).toBe(text);
  });

  it("must not count one that is not there", () => {
    const found = problemsOf((stack) => {
      two(stack);
      stack.addOverride("provider.aws.2.region", "us-west-1");
    });
    expect(found).toMatchObject([
      { what: "an override of the stack changes no element", got: "provider.aws" },
    ]);
  });
});

describe("a name that Terraform would not read", () => {
  it("is a problem of the construct that has it", () => {
    const found = problemsOf((stack) => {
      new TerraformHclModule(stack, "module.m", { source: "foo/bar/aws", variables: { "my var": 1 } });
      const main = vpc(stack);
      main.addOverride("foo bar", 1);
      main.overrideLogicalId('a"b');
    });
    expect(found.map(({ at, got }) => [at, got])).toEqual([
      ["system/module.m", '"my var"'],
      ["system/aws_vpc.main", JSON.stringify('a"b')],
      ["system/aws_vpc.main", '"foo bar"'],
    ]);
  });
});

describe("an element of an unknown kind", () => {
  it("is refused instead of forgotten", () => {
    class Ephemeral extends TerraformElement {
      override toTerraform(): object {
        return { ephemeral: { random_password: { main: { length: 8 } } } };
      }
    }
    expect(problemsOf((stack) => new Ephemeral(stack, "x"))).toMatchObject([
      { at: "system/x", what: "an element is of a kind that has no printed form here", got: "ephemeral" },
    ]);
  });
});

describe("an input of a module", () => {
  it("may be called as a meta-argument of resources is", () => {
    const variables = {
      connection: { host: "a" },
      provider: "p",
      lifecycle: { a: 1 },
      dynamic: { b: 2 },
      tags: null,
    };
    const text = blocksOf((stack) => {
      new TerraformHclModule(stack, "module.m", { source: "foo/bar/aws", variables });
    });
    expect(text).toBe(`module "m" {
  source = "foo/bar/aws"

  connection = {
    host = "a"
  }
  provider = "p"
  lifecycle = {
    a = 1
  }
  dynamic = {
    b = 2
  }

  tags = null
}
`);
  });

  it("must not have a name that Terraform keeps for itself", () => {
    const names = [
      "source",
      "version",
      "providers",
      "count",
      "for_each",
      "lifecycle",
      "depends_on",
      "locals",
    ];
    for (const name of names)
      expect(
        problemsOf((stack) => new Network(stack, "network", {}, (module) => module.declare(name))),
      ).toMatchObject([
        { what: "an input of a module has a name that Terraform keeps for itself", got: name },
      ]);
  });
});

describe("comments", () => {
  it("stand above blocks that every resource may have, and above what lifecycle holds", () => {
    const text = blocksOf((stack) => {
      const file = stack.file("main.tf");
      file.add(
        DataResource,
        "main",
        {
          connection: { type: "ssh", host: "a" },
          provisioners: [{ type: "local-exec", command: "true" }],
          lifecycle: { ignoreChanges: ["input"] },
        },
        { on: { provisioner: "Once.", connection: "By key.", ignore_changes: "Set by hand." } },
      );
      new Moved(file, "moved", { from: "terraform_data.old", to: "terraform_data.main" });
    });
    expect(text).toContain('  # Once.\n  provisioner "local-exec" {\n');
    expect(text).toContain("  # By key.\n  connection {\n");
    expect(text).toContain("    # Set by hand.\n    ignore_changes = [input]\n");
  });

  it("stand above validations, the arguments of a moved block, and a backend", () => {
    const build: Build = (stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      name.addValidation({ condition: true, errorMessage: "No." });
      comment(name, { on: { validation: "Why." } });
      const to = new DataResource(stack, "terraform_data.b", {});
      comment(new Moved(stack, "moved", { from: "terraform_data.a", to }), { on: { from: "Of old." } });
      comment(new LocalBackend(stack, { path: "x" }), { above: "Here.", on: { path: "There." } });
    };
    expect(blocksOf(build)).toContain("  # Why.\n  validation {\n");
    expect(blocksOf(build)).toContain("  # Of old.\n  from = terraform_data.a\n");
    expect(settings(build)).toContain('  # Here.\n  backend "local" {\n    # There.\n    path = "x"\n');
  });

  it("are reported when nothing printed has their name", () => {
    const found = problemsOf((stack) => {
      comment(new Vpc(stack, "aws_vpc.main", { cidrBlock: "10.0.0.0/16" }), { on: { cidrBlock: "Why." } });
      comment(new TerraformLocal(stack, "local.x", 1), { on: { x: "Why." } });
      comment(new AwsProvider(stack, "aws", {}), "Why.");
      comment(new LocalBackend(stack, { path: "x" }), { on: { bucket: "Why." } });
      new TerraformVariable(stack, "name", { type: "string" });
      stack.tfvars("terraform.tfvars", { name: "x" }, { nmae: "Why." });
    });
    expect(found.map(({ at, what, got }) => [at, what, got])).toEqual([
      ["system/aws_vpc.main", "there is a comment on an argument or block that is not printed", "cidrBlock"],
      ["system/local.x", "there is a comment on an argument or block that is not printed", "x"],
      ["system/aws", "there is a comment above an element that is not printed", '"Why."'],
      ["system/backend", "there is a comment on an argument or block that is not printed", "bucket"],
      ["system/terraform.tfvars", "there is a comment on a value that is not given", "nmae"],
    ]);
  });

  it("have no blank lines around them, and are none when they are blank", () => {
    const text = blocksOf((stack) => {
      comment(vpc(stack), {
        above: "\nWhy.\n",
        on: { cidr_block: " " },
      });
    });
    expect(text).toBe('# Why.\nresource "aws_vpc" "main" {\n  cidr_block = "a"\n}\n');
  });
});

describe("the type of a variable", () => {
  const build: Build = (stack) => {
    const types = ["list", "map", "set", '"string"', '"list"', '"map"'];
    for (const [index, type] of types.entries()) new TerraformVariable(stack, `v${index}`, { type });
  };

  it("is printed as terraform fmt would leave it", () => {
    const types = [...blocksOf(build).matchAll(/type = (.*)/g)].map(([, type]) => type);
    expect(types).toEqual(["list(any)", "map(any)", "set(any)", "string", "list(string)", "map(string)"]);
  });

  describeWith(["terraform"], "to the real Terraform,", () => {
    it("is formatted", async () => {
      expect(await formatComplaints(filesOf(build))).toBe("");
    });
  });
});

describe("a statement about addresses", () => {
  it("must hold addresses, and a check an assertion", () => {
    const found = problemsOf((stack) => {
      new Moved(stack, "moved.a", { from: "1 + 2", to: "aws_vpc.main" });
      new Moved(stack, "moved.b", { from: "aws_vpc.old", to: "aws_vpc" });
      new Removed(stack, "removed", { from: "aws_vpc.main[0]", destroy: false });
      new Check(stack, "check.c", { assertions: [] });
    });
    expect(found.map(({ at, what, got }) => [at, what, got])).toEqual([
      ["system/moved.a", "from is not an address", "1 + 2"],
      ["system/moved.b", "to is not an address", "aws_vpc"],
      ["system/removed", "from is not an address", "aws_vpc.main[0]"],
      ["system/check.c", "a check asserts nothing", undefined],
    ]);
  });
});

describe("an argument called type", () => {
  it("must refer to what is declared, as any other", () => {
    const found = problemsOf((stack) => vpc(stack).addOverride("type", "${var.nothing}"));
    expect(found).toMatchObject([
      { what: "a reference to something that this module does not declare", got: "var.nothing" },
    ]);
  });
});
