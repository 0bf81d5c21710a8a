import { readdirSync } from "node:fs";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  Annotations,
  Aspects,
  DataResource,
  TerraformCount,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  TerraformVariable,
} from "cdktf";
import { describe, expect, it } from "vitest";
import { hcl, Moved, PlainStack } from "../../../constructs/plain";
import { type Build, problemsOf, withApp } from "../support/synth";

const one = (build: Build) => {
  const problems = problemsOf(build);
  expect(problems).toHaveLength(1);
  return problems[0];
};

describe("a problem", () => {
  it("that a text has in each of its lines is one", () => {
    const input = "echo ${x}\n".repeat(2_000);
    const problem = one((stack) => void new DataResource(stack, "main", { input: input as never }));
    expect(problem?.what).toBe("a bare name is not a reference in Terraform");
  });

  it("is a construct where a value belongs", () => {
    const problem = one((stack) => {
      const other = new DataResource(stack, "other", {});
      new DataResource(stack, "main", { input: other as never });
    });
    expect(problem).toMatchObject({
      what: "a construct stands in the place of a value",
      got: "system/other",
      fix: "take an attribute of it, such as .id; .fqn is its address",
    });
  });

  it("is `each` in a text within a generated block", () => {
    const problem = one((stack) => {
      new AwsProvider(stack, "aws", {});
      const disks = TerraformIterator.fromList(["/dev/sdb"]);
      new Instance(stack, "main", {
        ebsBlockDevice: disks.dynamic({ device_name: "${each.value}" }) as never,
      });
    });
    expect(problem?.what).toContain("each in a text within a generated block");
    const own = problemsOf((stack) => {
      new AwsProvider(stack, "aws", {});
      new TerraformLocal(stack, "each", { key: "x" });
      const disks = TerraformIterator.fromList(["/dev/sdb"]);
      const block = disks.dynamic({
        device_name: "${local.each.key}",
        volume_type: hcl`each.value`,
      }) as never;
      new Instance(stack, "main", { forEach: TerraformIterator.fromList(["a"]), ebsBlockDevice: block });
    });
    expect(own).toEqual([]);
    expect(problem?.expected).toContain("the block's element is ebs_block_device here");
  });

  it("is shell text in user data, with both ways out", () => {
    const problem = one((stack) => {
      new AwsProvider(stack, "aws", {});
      new Instance(stack.file("ec2.tf"), "aws_instance.main", {
        ami: "ami-1",
        instanceType: "t3.micro",
        userData: '#!/bin/bash\nset -eu\ncd "${HOME:-/root}"\n',
      });
    });
    expect(problem?.at).toBe("system/ec2.tf/aws_instance.main");
    expect(problem?.what).toBe("a string is not a valid Terraform template");
    expect(problem?.got).toContain("${HOME:-/root}");
    expect(problem?.expected).toBe("${…} and %{…} hold Terraform expressions");
    expect(problem?.fix).toContain("put it in a template file");
    expect(problem?.fix).toContain("$${…}");
  });

  it("is a shell variable in user data, which Terraform would take for a reference", () => {
    const problem = one((stack) => {
      new DataResource(stack, "terraform_data.main", { input: { script: "echo ${HOME}" } });
    });
    expect(problem?.at).toBe("system/terraform_data.main");
    expect(problem?.got).toContain("HOME");
    expect(problem?.fix).toContain("$${");
    expect(problem?.fix).toContain("template file");
  });

  it("is a dollar directly before a reference, which Terraform would take for an escape", () => {
    const problem = one((stack) => {
      const price = new TerraformVariable(stack, "price", { type: "number", default: 0 });
      new TerraformOutput(stack, "text", { value: `$${price.stringValue}` });
    });
    expect(problem?.got).toContain("escape for a literal ${");
  });

  it("is a reference to what nobody declared", () => {
    const problem = one((stack) => {
      new TerraformOutput(stack, "id", { value: "${terraform_data.mian.id}" });
      new DataResource(stack, "terraform_data.main", {});
    });
    expect(problem).toEqual({
      at: "system/id",
      what: "a reference to something that this module does not declare",
      got: "terraform_data.mian.id",
      fix: "declare terraform_data.mian, or correct the name",
    });
  });

  it("is a reference to a variable, local, data source or module that nobody declared, wherever it stands", () => {
    const found = problemsOf((stack) => {
      new DataResource(stack, "terraform_data.main", {
        input: {
          a: "${var.nobody}",
          b: hcl`jsonencode({ x = [for k in local.nothing : k] })`,
          c: hcl`"%{ if data.aws_ami.none.id != "" }x%{ endif }"`,
          d: hcl`module.network["a"].id`,
        },
        lifecycle: { replaceTriggeredBy: ["terraform_data.gone"] },
      });
    });
    expect(found.map(({ got }) => got)).toEqual([
      "var.nobody",
      "local.nothing",
      "data.aws_ami.none.id",
      'module.network["a"].id',
      "terraform_data.gone",
    ]);
  });

  it("is a mistyped variable in the validation of one, whose type and default refer to nothing", () => {
    const problem = one((stack) => {
      const file = stack.file("variables.tf");
      file.variable("size", {
        type: "object({ count = number, labels = optional(map(string)) })",
        default: { count: 1 },
        validation: [
          { condition: hcl.bool`var.size.count > 0`, errorMessage: "The size must be positive." },
          { condition: hcl.bool`var.sise.count < 9`, errorMessage: "The size must be below 9." },
        ],
      });
    });
    expect(problem).toMatchObject({
      at: "system/variables.tf/var.size",
      what: "a reference to something that this module does not declare",
      got: "var.sise.count",
      fix: "declare var.sise, or correct the name",
    });
  });

  it("is none for names that a loop, each, count, self, path and terraform bring", () => {
    expect(
      problemsOf((stack) => {
        new DataResource(stack, "terraform_data.main", {
          input: {
            a: hcl`[for aws_thing in ["x"] : aws_thing.length]`,
            b: "${path.module}/${terraform.workspace}",
          },
        });
        new Moved(stack, "moved.old", { from: "aws_instance.gone", to: "terraform_data.main" });
      }),
    ).toEqual([]);
  });

  it("is a reference to one of many that does not say which", () => {
    const problem = one((stack) => {
      const many = new DataResource(stack, "terraform_data.many", { count: 2 });
      new TerraformOutput(stack, "id", { value: many.id });
    });
    expect(problem).toMatchObject({
      at: "system/id",
      what: "a reference to an attribute of terraform_data.many, which has count, does not say of which instance",
      got: "terraform_data.many.id",
    });
    expect(problem?.fix).toContain("[0].id");
    expect(problem?.fix).toContain("[*].id");
  });

  it("is a value that Terraform cannot represent", () => {
    const values: unknown[] = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      () => 1,
      Symbol("x"),
      new Date(0),
      new Map(),
    ];
    for (const value of values) {
      const problem = one((stack) => {
        new TerraformOutput(stack, "x", { value: { inner: value } });
      });
      expect(problem).toMatchObject({
        at: "system/x",
        what: "a value has no form in Terraform",
        fix: "convert it first",
      });
    }
  });

  it("is an override of the stack that changes no element", () => {
    const found = problemsOf((stack) => {
      new DataResource(stack, "terraform_data.main", {});
      stack.addOverride("resource.terraform_data.main.input", { a: 1 });
      stack.addOverride("resource.terraform_data.mian.input", { a: 1 });
      stack.addOverride("output.x.sensitive", true);
      stack.addOverride("provider.aws", [{ region: "eu-west-1" }]);
    });
    expect(found.map(({ at, got }) => ({ at, got }))).toEqual([
      { at: "system", got: "resource.terraform_data.mian" },
      { at: "system", got: "output.x" },
      { at: "system", got: "provider.aws" },
    ]);
  });

  it("is what a construct's own validation and annotations say", () => {
    const found = problemsOf((stack) => {
      const data = new DataResource(stack, "terraform_data.main", {});
      data.node.addValidation({ validate: () => ["too small", "too blue"] });
      Annotations.of(data).addError("not allowed here");
      Aspects.of(stack).add({
        visit: (node) => {
          if (node.node.id === "terraform_data.main") Annotations.of(node).addError("seen by an aspect");
        },
      });
    });
    expect(found.map(({ at, what }) => `${at}: ${what}`)).toEqual([
      "system/terraform_data.main: too small",
      "system/terraform_data.main: too blue",
      "system/terraform_data.main: not allowed here",
      "system/terraform_data.main: seen by an aspect",
    ]);
  });

  it("does not hide another: those of all elements, files and stacks are reported together", () => {
    const text = withApp((app) => {
      const a = new PlainStack(app, "a");
      new TerraformOutput(a, "first", { value: "${" });
      new TerraformOutput(a, "second", { value: "${var.gone}" });
      a.tfvars("terraform.tfvars", { nobody: 1 });
      a.text("../escape.txt", { content: "x\n" });
      const b = new PlainStack(app, "b");
      new TerraformOutput(b, "third", { value: Number.NaN });
      return problemsIn(() => app.synth());
    });
    for (const at of ["a/first: ", "a/second: ", "a/terraform.tfvars: ", "a/..--escape.txt: ", "b/third: "])
      expect(text).toContain(at);
  });

  it("keeps everything from being written", () => {
    withApp((app) => {
      const good = new PlainStack(app, "good");
      new TerraformOutput(good, "x", { value: 1 });
      const bad = new PlainStack(app, "bad");
      new TerraformOutput(bad, "x", { value: "${" });
      expect(problemsIn(() => app.synth())).toContain("bad/x: ");
      expect(filesBelow(app.outdir)).toEqual([]);
    });
  });

  it("of an hcl template is thrown where it is written", () => {
    expect(() => hcl`1 +`).toThrow(/an hcl`…` template is not a Terraform expression\n {2}got: hcl`1 \+`/);
    expect(() => hcl`${1} ${2}`).toThrow(/unexpected/);
  });
});

describe("a synth without problems", () => {
  it("writes every file", () => {
    withApp((app) => {
      const stack = new PlainStack(app, "good", { rootModule: "terraform" });
      new Vpc(stack, "aws_vpc.main", { count: TerraformCount.of(0) });
      new AwsProvider(stack, "aws", {});
      app.synth();
      expect(filesBelow(app.outdir).filter((path) => path.includes(".tf"))).toEqual([
        "good/terraform/main.tf",
        "good/terraform/terraform.tf",
      ]);
    });
  });
});

function problemsIn(action: () => void): string {
  try {
    action();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .sort();
}
