import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type App, DataResource, TerraformCount, TerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import {
  hcl,
  LocalModule,
  type LocalModuleProps,
  type ModuleOutput,
  PlainformError,
  PlainStack,
} from "../../constructs/plain";
import { planApp } from "../../constructs/plain/synth/plan";
import { describeWith } from "../support/requirements";
import { filesOf, problemsOf, withApp } from "./support/synth";
import { plannedOutputs } from "./support/terraform";

interface GreetingProps extends LocalModuleProps {
  readonly name?: unknown;
  /** Text of the module itself: what must not differ between two calls. */
  readonly text?: string;
  readonly inside?: (module: Greeting) => void;
}

/** A module without a provider, so that a plan needs none. */
class Greeting extends LocalModule {
  readonly greeting: ModuleOutput;
  readonly data: DataResource;

  constructor(scope: Construct, id: string, props: GreetingProps = {}) {
    super(scope, id, { directory: "greeting", ...props });
    const name = this.input(
      "name",
      { type: "string", description: "Whom to greet.", nullable: false, default: "nobody" },
      props.name,
    );
    this.data = this.add(DataResource, "text", { input: { said: `${props.text ?? "hello"} ${name}` } });
    this.greeting = this.output("greeting", {
      description: "The greeting.",
      value: hcl.any`${this.data}.input.said`,
    });
    props.inside?.(this);
  }
}

const text = (files: Readonly<Record<string, string>>, path: string): string =>
  (files[path] ?? "").replace(/^# Generated .*\n\n/, "");

describe("a local module", () => {
  it("is a folder of three files and a call, with a relative source", () => {
    const files = filesOf((stack) => {
      const main = stack.file("main.tf");
      const greeting = new Greeting(main, "greeting", { name: "world", comment: "Why it is called." });
      stack.file("outputs.tf").output("text", { value: greeting.greeting.string });
    });
    expect(Object.keys(files)).toEqual([
      "main.tf",
      "modules/greeting/main.tf",
      "modules/greeting/outputs.tf",
      "modules/greeting/variables.tf",
      "outputs.tf",
      "terraform.tf",
    ]);
    expect(text(files, "main.tf")).toBe(`# Why it is called.
module "greeting" {
  source = "./modules/greeting"

  name = "world"
}
`);
    expect(text(files, "modules/greeting/main.tf")).toBe(`terraform {
  required_version = ">= 1.5"
}

resource "terraform_data" "text" {
  input = {
    said = "hello \${var.name}"
  }
}
`);
    expect(text(files, "modules/greeting/variables.tf")).toBe(`variable "name" {
  type        = string
  description = "Whom to greet."
  default     = "nobody"
  nullable    = false
}
`);
    expect(text(files, "modules/greeting/outputs.tf")).toBe(`output "greeting" {
  description = "The greeting."
  value       = terraform_data.text.input.said
}
`);
    expect(text(files, "outputs.tf")).toBe(`output "text" {
  value = module.greeting.greeting
}
`);
  });

  it("takes TerraformCount, depends_on and providers on the call, and has no provider inside", () => {
    const files = filesOf((stack) => {
      const main = stack.file("main.tf");
      const west = main.add(AwsProvider, "west", { alias: "west", region: "us-west-2" });
      const before = main.add(DataResource, "before", {});
      new Bucket(main, "bucket", {
        count: TerraformCount.of(2),
        dependsOn: [before],
        providers: [{ provider: west, moduleAlias: "aws" }].map(({ provider }) => provider),
      });
    });
    expect(text(files, "main.tf")).toContain(`module "bucket" {
  source = "./modules/bucket"
  count  = 2
  providers = {
    aws = aws.west
  }

  depends_on = [terraform_data.before]
}
`);
    expect(text(files, "modules/bucket/main.tf")).toBe(`terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

resource "aws_s3_bucket" "main" {}
`);
  });

  it("prints one text for all its calls, or says what differs", () => {
    const [problem, ...others] = problemsOf((stack) => {
      const main = stack.file("main.tf");
      new Greeting(main, "one", { text: "hello" });
      new Greeting(main, "other", { text: "goodbye" });
    });
    expect(others).toEqual([]);
    expect(problem?.what).toBe("two calls of the local module greeting print different text");
    expect(problem?.got).toContain('system/main.tf/one: said = "hello ${var.name}"');
    expect(problem?.got).toContain('system/main.tf/other: said = "goodbye ${var.name}"');
    expect(problem?.fix).toContain("make what differs an input");
  });

  it("refuses a reference from inside that is no input, and names both sides", () => {
    const [problem] = problemsOf((stack) => {
      const main = stack.file("main.tf");
      const outside = main.add(DataResource, "outside", {});
      new Greeting(main, "greeting", {
        inside: (module) => module.add(DataResource, "x", { input: { id: outside.id } }),
      });
    });
    expect(problem).toMatchObject({
      at: "system/main.tf/greeting/main.tf/terraform_data.x",
      what: "a reference crosses the border between two modules",
      got: "terraform_data.outside.id of system, used in system/main.tf/greeting",
      fix: "declare an input of system/main.tf/greeting and pass terraform_data.outside.id to it",
    });
  });

  it("refuses a reference from outside that is no output, and one between two modules", () => {
    const fixes = problemsOf((stack) => {
      const main = stack.file("main.tf");
      const one = new Greeting(main, "one", {});
      main.add(DataResource, "outside", { input: { id: one.data.id } });
      new Outer(main, "other", (module) => module.add(DataResource, "x", { input: { id: one.data.id } }));
    }).map(({ fix }) => fix);
    expect(fixes).toEqual([
      "declare an output of system/main.tf/one whose value is terraform_data.text.id",
      "declare an output of system/main.tf/one and an input of system/main.tf/other, and pass the one to the other",
    ]);
  });

  it("refuses an output of a counted call without an index, and an input without a value", () => {
    const [problem] = problemsOf((stack) => {
      const main = stack.file("main.tf");
      const counted = new Greeting(main, "counted", { count: 2 });
      main.output("one", { value: counted.greeting.string });
    });
    expect(problem?.what).toContain("module.counted, which has count");

    class Needy extends LocalModule {
      constructor(scope: Construct, id: string, value: string | undefined) {
        super(scope, id);
        this.input("name", { type: "string", description: "Needed." }, value);
      }
    }
    expect(problemsOf((stack) => new Needy(stack, "needy", undefined))).toEqual([
      expect.objectContaining({
        at: "system/needy",
        what: "a module is called without a value for an input that has no default",
      }),
    ]);
  });

  it("refuses to be created outside a plain stack", () => {
    withApp((app) => {
      expect(() => new Greeting(app, "alone")).toThrow(PlainformError);
    });
  });
});

describe("environments", () => {
  class Environment extends PlainStack {
    constructor(scope: App, name: string, greeting = "hello") {
      super(scope, `site-${name}`, {
        system: "site",
        rootModule: `infra/environments/${name}`,
        modulesDirectory: "infra/modules",
        source: "stacks/site",
      });
      new Greeting(this.file("main.tf"), "greeting", { name, text: greeting });
      this.text("infra/scripts/boot.sh", { content: "#!/bin/bash\necho boot\n", mode: 0o755 });
    }
  }

  it.each([
    [{ rootModule: "./tf/" }, "tf/main.tf", "tf/modules/greeting/main.tf", "./modules/greeting"],
    [{ rootModule: "tf", modulesDirectory: "." }, "tf/main.tf", "greeting/main.tf", "../greeting"],
    [{ rootModule: ".", modulesDirectory: "./m" }, "main.tf", "m/greeting/main.tf", "./m/greeting"],
  ])("may name their folders as a shell does: %j", (props, main, module, source) => {
    withApp((app) => {
      const stack = new PlainStack(app, "site", { system: ".", ...props });
      new Greeting(stack.file("main.tf"), "greeting", { name: "x", text: "hello" });
      const { files } = planApp(app).plan;
      expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining([main, module]));
      expect(files.find(({ path }) => path === main)?.content).toContain(`source = "${source}"`);
      const manifest = files.find(({ path }) => path === "manifest.json")?.content;
      expect(String(manifest)).not.toMatch(/"\/|\/\.?\//);
    });
  });

  it("share modules and scripts, and have their own root module", () => {
    withApp((app) => {
      new Environment(app, "dev");
      new Environment(app, "prod");
      const paths = planApp(app).plan.files.map(({ path }) => path);
      expect(paths.filter((path) => path.startsWith("site/"))).toEqual([
        "site/infra/environments/dev/main.tf",
        "site/infra/environments/dev/terraform.tf",
        "site/infra/environments/prod/main.tf",
        "site/infra/environments/prod/terraform.tf",
        "site/infra/modules/greeting/main.tf",
        "site/infra/modules/greeting/outputs.tf",
        "site/infra/modules/greeting/variables.tf",
        "site/infra/scripts/boot.sh",
      ]);
      const prod = planApp(app).plan.files.find(({ path }) => path.endsWith("prod/main.tf"));
      expect(prod?.content).toContain('source = "../../modules/greeting"');
    });
  });

  it("must agree on what a shared module is", () => {
    withApp((app) => {
      new Environment(app, "dev");
      new Environment(app, "prod", "goodbye");
      expect(() => planApp(app)).toThrow(/greeting\/main\.tf is generated twice, with different content/);
    });
  });
});

class Outer extends LocalModule {
  readonly greeting: ModuleOutput;

  constructor(scope: Construct, id: string, inside?: (module: Outer) => void) {
    super(scope, id, { directory: "outer" });
    const inner = new Greeting(this.file("main.tf"), "inner", { name: "inner" });
    this.greeting = this.output("greeting", {
      description: "The inner greeting.",
      value: inner.greeting.any,
    });
    inside?.(this);
  }
}

class Bucket extends LocalModule {
  constructor(scope: Construct, id: string, props: LocalModuleProps) {
    super(scope, id, props);
    this.add(S3Bucket, "main", {});
  }
}

describeWith(["terraform"], "a local module", () => {
  it("plans in the real Terraform, called once, counted, for each and from another module", async () => {
    const files = filesOf((stack) => {
      const main = stack.file("main.tf");
      const once = new Greeting(main, "once", { name: "world" });
      const counted = new Greeting(main, "counted", { count: 2, name: hcl`"number \${count.index}"` });
      const each = TerraformIterator.fromList(["a", "b"]);
      const forEach = new Greeting(main, "each", {
        forEach: each,
        name: each.value,
        dependsOn: [once.data].slice(1),
      });
      const outer = new Outer(main, "outer");
      const out = stack.file("outputs.tf");
      out.output("once", { value: once.greeting.string });
      out.output("counted", { value: hcl.any`${counted}[*].greeting` });
      out.output("each", { value: hcl.any`{ for key, call in ${forEach} : key => call.greeting }` });
      out.output("nested", { value: outer.greeting.string });
    });
    expect(text(files, "modules/outer/main.tf")).toContain(`module "inner" {
  source = "../greeting"

  name = "inner"
}
`);
    expect(await plannedOutputs(files)).toEqual({
      once: "hello world",
      counted: ["hello number 0", "hello number 1"],
      each: { a: "hello a", b: "hello b" },
      nested: "hello inner",
    });
  });
});
