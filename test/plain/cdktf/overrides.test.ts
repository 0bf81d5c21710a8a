import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataResource, TerraformOutput, TerraformVariable } from "cdktf";
import { prove } from "../support/cases";

prove("an override of the stack", [
  {
    says: "changes arguments and blocks of a resource, and removes them",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      new Instance(stack, "aws_instance.main", {
        ami: "ami-1",
        instanceType: "t3.micro",
        ebsOptimized: true,
        rootBlockDevice: { volumeSize: 8, encrypted: false },
      });
      stack.addOverride("resource.aws_instance.main.instance_type", "t3.small");
      stack.addOverride("resource.aws_instance.main.root_block_device.volume_size", 16);
      stack.addOverride("resource.aws_instance.main.credit_specification", { cpu_credits: "standard" });
      stack.addOverride("resource.aws_instance.main.ebs_optimized", undefined);
    },
    prints: `resource "aws_instance" "main" {
  ami           = "ami-1"
  instance_type = "t3.small"

  credit_specification {
    cpu_credits = "standard"
  }

  root_block_device {
    encrypted   = false
    volume_size = 16
  }
}
`,
  },
  {
    says: "changes variables, outputs and providers",
    build: (stack) => {
      new AwsProvider(stack, "aws", { region: "eu-west-1" });
      new TerraformVariable(stack, "name", { type: "string", default: "x" });
      new TerraformOutput(stack, "greeting", { value: "hi" });
      stack.addOverride("variable.name.default", "");
      stack.addOverride("output.greeting.sensitive", true);
      stack.addOverride("provider.aws.default_tags", [{ tags: { System: "a" } }]);
      new DataResource(stack, "terraform_data.main", {});
    },
    prints: `resource "terraform_data" "main" {}

output "greeting" {
  value     = "hi"
  sensitive = true
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      System = "a"
    }
  }
}

variable "name" {
  type    = string
  default = ""
}
`,
  },
]);
