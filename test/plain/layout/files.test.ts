import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataResource, TerraformLocal, TerraformOutput, TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { comment, hcl } from "../../../constructs/plain";
import { filesOf } from "../support/synth";

const body = (text: string | undefined): string => (text ?? "").replace(/^# Generated .*\n\n?/, "");

describe("a file", () => {
  it("holds what is created in it, in order of creation", () => {
    const files = filesOf((stack) => {
      const [a, b] = [stack.file("a.tf"), stack.file("b.tf")];
      b.add(DataResource, "first", {});
      a.add(DataResource, "second", {});
      b.output("third", { value: 3 });
      stack.file("b.tf").add(DataResource, "fourth", {});
    });
    expect(body(files["a.tf"])).toBe('resource "terraform_data" "second" {}\n');
    expect(body(files["b.tf"])).toBe(
      'resource "terraform_data" "first" {}\n\noutput "third" {\n  value = 3\n}\n\nresource "terraform_data" "fourth" {}\n',
    );
  });

  it("hands a variable to its own validation, so that its name is written once", () => {
    const files = filesOf((stack) => {
      stack.file("variables.tf").variable("size_gib", {
        type: "number",
        validation: (size) => [{ condition: hcl.bool`${size} > 0`, errorMessage: "It must be above 0." }],
      });
    });
    expect(body(files["variables.tf"])).toBe(`variable "size_gib" {
  type = number

  validation {
    condition     = var.size_gib > 0
    error_message = "It must be above 0."
  }
}
`);
  });

  it("gets what nobody put in a file where HashiCorp's style guide has it", () => {
    const files = filesOf((stack) => {
      new TerraformVariable(stack, "v", { default: 1 });
      new TerraformOutput(stack, "o", { value: 1 });
      new TerraformLocal(stack, "l", 1);
      new AwsProvider(stack, "aws", { region: "eu-west-1" });
      new DataResource(stack, "r", {});
    });
    expect(Object.keys(files)).toEqual([
      "locals.tf",
      "main.tf",
      "outputs.tf",
      "providers.tf",
      "terraform.tf",
      "variables.tf",
    ]);
  });

  it("holds its locals in one block, where the first of them was created, each with its comment", () => {
    const files = filesOf((stack) => {
      const file = stack.file("main.tf");
      file.add(DataResource, "first", {});
      file.local("a", 1);
      file.add(DataResource, "second", {});
      file.local("long_name", { x: 1 }, "Why this is so.");
      file.local("b", 2);
    });
    expect(body(files["main.tf"])).toBe(`resource "terraform_data" "first" {}

locals {
  a = 1
  # Why this is so.
  long_name = {
    x = 1
  }
  b = 2
}

resource "terraform_data" "second" {}
`);
  });

  it("begins with a line that says what it is generated from", () => {
    const files = filesOf((stack) => stack.file("main.tf").output("x", { value: 1 }), {
      source: "stacks/a.ts",
    });
    for (const text of Object.values(files))
      expect(text).toMatch(/^# Generated [^\n]*stacks\/a\.ts[^\n]*\n\n/);
  });

  it("has comments above blocks, arguments and nested blocks, of several lines, too", () => {
    const files = filesOf((stack) => {
      new AwsProvider(stack, "aws", {});
      stack.file("main.tf").add(
        Instance,
        "main",
        {
          instanceType: "c5.metal",
          ami: "ami-1",
          rootBlockDevice: { volumeSize: 8 },
          ebsOptimized: false,
          lifecycle: { ignoreChanges: ["ami"] },
        },
        {
          above: "Bare metal:\n\nFirecracker wants KVM.",
          on: { ami: "Ubuntu", root_block_device: "Images", lifecycle: "A newer AMI must not replace it" },
        },
      );
      comment(new DataResource(stack, "terraform_data.plain", { input: { a: "1" } }), "Created with new.");
    });
    expect(body(files["main.tf"])).toBe(`# Bare metal:
#
# Firecracker wants KVM.
resource "aws_instance" "main" {
  instance_type = "c5.metal"
  # Ubuntu
  ami           = "ami-1"
  ebs_optimized = false

  # Images
  root_block_device {
    volume_size = 8
  }

  # A newer AMI must not replace it
  lifecycle {
    ignore_changes = [ami]
  }
}

# Created with new.
resource "terraform_data" "plain" {
  input = {
    a = "1"
  }
}
`);
  });

  it("has the arguments of add in the author's order, tags last", () => {
    const files = filesOf((stack) => {
      new AwsProvider(stack, "aws", {});
      stack.file("main.tf").add(Instance, "main", {
        tags: { Zebra: "1", Ant: "2" },
        subnetId: "s",
        rootBlockDevice: { volumeType: "gp3", encrypted: true, deleteOnTermination: false },
        instanceType: "t3.micro",
        ami: "ami-1",
      });
    });
    expect(body(files["main.tf"])).toBe(`resource "aws_instance" "main" {
  subnet_id     = "s"
  instance_type = "t3.micro"
  ami           = "ami-1"

  root_block_device {
    volume_type           = "gp3"
    encrypted             = true
    delete_on_termination = false
  }

  tags = {
    Zebra = "1"
    Ant   = "2"
  }
}
`);
  });

  it("must be called like a Terraform file", () => {
    for (const name of ["a.txt", "x/y.tf", "../a.tf", ".tf", "a_override.tf", "override.tf"]) {
      expect(() => filesOf((stack) => stack.file(name)), name).toThrow(
        /not a name for a file of Terraform blocks/,
      );
    }
  });
});
