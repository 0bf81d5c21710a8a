import { prove } from "../support/cases";

prove("an override of the stack that is a whole block of its own", [
  {
    says: "prints what the language itself knows",
    build: (stack) => {
      stack.addOverride("check.answers", {
        assert: [{ condition: "${local.port > 0}", error_message: "There is no port." }],
      });
      stack.addOverride("locals.port", 443);
      stack.addOverride("variable.size", { type: "number", default: 1 });
      stack.addOverride("output.size", { value: "${var.size}" });
      stack.addOverride("moved", [{ from: "terraform_data.a", to: "terraform_data.b" }]);
    },
    prints: `locals {
  port = 443
}

check "answers" {
  assert {
    condition     = local.port > 0
    error_message = "There is no port."
  }
}

moved {
  from = terraform_data.a
  to   = terraform_data.b
}

output "size" {
  value = var.size
}

variable "size" {
  type    = number
  default = 1
}
`,
  },
  {
    says: "prints an ephemeral resource, which may be referred to",
    build: (stack) => {
      const address = "ephemeral.aws_secretsmanager_random_password.token";
      stack.addOverride(address, { password_length: 20 });
      stack.addOverride("locals.token", `\${${address}.random_password}`);
    },
    prints: `locals {
  token = ephemeral.aws_secretsmanager_random_password.token.random_password
}

ephemeral "aws_secretsmanager_random_password" "token" {
  password_length = 20
}
`,
  },
]);
