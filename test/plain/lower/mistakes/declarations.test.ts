import { TerraformLocal, TerraformOutput, TerraformVariable } from "cdktf";
import { hcl } from "../../../../constructs/plain";
import { prove } from "../../support/cases";

prove("a declaration", [
  {
    says: "of a variable keeps the defaults false, 0 and the empty string",
    build: (stack) => {
      new TerraformVariable(stack, "enabled", { type: "bool", default: false });
      new TerraformVariable(stack, "size", { type: "number", default: 0 });
      new TerraformVariable(stack, "prefix", { type: "string", default: "" });
    },
    prints: `variable "enabled" {
  type    = bool
  default = false
}

variable "size" {
  type    = number
  default = 0
}

variable "prefix" {
  type    = string
  default = ""
}
`,
  },
  {
    says: "of a variable keeps the default null, which makes it optional",
    build: (stack) => {
      new TerraformVariable(stack, "key_name", { type: "string", description: "An SSH key", default: null });
    },
    prints: `variable "key_name" {
  type        = string
  description = "An SSH key"
  default     = null
}
`,
  },
  {
    says: "of a variable keeps an empty list and an empty map as defaults",
    build: (stack) => {
      new TerraformVariable(stack, "zones", { type: "list(string)", default: [] });
      new TerraformVariable(stack, "tags", { type: "map(string)", default: {} });
    },
    prints: `variable "zones" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}
`,
  },
  {
    says: "of a variable says nullable = false, and says nothing of what Terraform takes for granted",
    build: (stack) => {
      new TerraformVariable(stack, "a", { type: "string", default: "x", nullable: false });
      new TerraformVariable(stack, "b", { type: "string", default: "x", nullable: true, sensitive: false });
      new TerraformVariable(stack, "c", { type: "string", default: "x", sensitive: true });
    },
    prints: `variable "a" {
  type     = string
  default  = "x"
  nullable = false
}

variable "b" {
  type    = string
  default = "x"
}

variable "c" {
  type      = string
  default   = "x"
  sensitive = true
}
`,
  },
  {
    says: "of a variable spells the keys of a map as the author does, nulls in it included",
    build: (stack) => {
      new TerraformVariable(stack, "settings", {
        type: "any",
        default: { camelCase: "fooBar", snake_case: null, "a.b": [null, false], CAPS: { "": "" } },
      });
    },
    prints: `variable "settings" {
  type = any
  default = {
    camelCase  = "fooBar"
    snake_case = null
    "a.b"      = [null, false]
    CAPS = {
      "" = ""
    }
  }
}
`,
  },
  {
    says: "of a variable has its types as types, however nested",
    build: (stack) => {
      new TerraformVariable(stack, "disks", {
        type: 'map(object({ size = number, type = optional(string, "gp3") }))',
        default: {},
      });
    },
    prints: `variable "disks" {
  type = map(object({
    size = number
    type = optional(string, "gp3")
  }))
  default = {}
}
`,
  },
  {
    says: "of a variable has each validation as a block with a bare condition",
    build: (stack) => {
      const port = new TerraformVariable(stack, "port", { type: "number", default: 0 });
      port.addValidation({ condition: hcl.bool`${port} >= 0`, errorMessage: 'Not "negative".' });
      port.addValidation({ condition: "${floor(var.port) == var.port}", errorMessage: "Must be whole." });
    },
    prints: `variable "port" {
  type    = number
  default = 0

  validation {
    condition     = var.port >= 0
    error_message = "Not \\"negative\\"."
  }

  validation {
    condition     = floor(var.port) == var.port
    error_message = "Must be whole."
  }
}
`,
  },
  {
    says: "of locals keeps false, 0, the empty string and null, in one block",
    build: (stack) => {
      new TerraformLocal(stack, "no", false);
      new TerraformLocal(stack, "nothing", 0);
      new TerraformLocal(stack, "silence", "");
      new TerraformLocal(stack, "void", null);
      new TerraformLocal(stack, "none", []);
    },
    prints: `locals {
  no      = false
  nothing = 0
  silence = ""
  void    = null
  none    = []
}
`,
  },
  {
    says: "of an output keeps false, 0, null, and null within an object",
    build: (stack) => {
      new TerraformOutput(stack, "no", { value: false });
      new TerraformOutput(stack, "nothing", { value: 0 });
      new TerraformOutput(stack, "void", { value: null });
      new TerraformOutput(stack, "some", { value: { a: null, b: [null], fqn: "text", c: undefined } });
    },
    prints: `output "no" {
  value = false
}

output "nothing" {
  value = 0
}

output "void" {
  value = null
}

output "some" {
  value = {
    a   = null
    b   = [null]
    fqn = "text"
  }
}
`,
  },
  {
    says: "of an output keeps its precondition, as a block with a bare condition",
    build: (stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string", default: "", sensitive: true });
      new TerraformOutput(stack, "greeting", {
        description: "A greeting",
        value: `Hello ${name.stringValue}`,
        sensitive: true,
        precondition: { condition: hcl.bool`${name} != ""`, errorMessage: "There is nobody to greet." },
      });
    },
    prints: `output "greeting" {
  description = "A greeting"
  value       = "Hello \${var.name}"
  sensitive   = true

  precondition {
    condition     = var.name != ""
    error_message = "There is nobody to greet."
  }
}

variable "name" {
  type      = string
  default   = ""
  sensitive = true
}
`,
  },
]);
