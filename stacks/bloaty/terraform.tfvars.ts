import type { PlainStack } from "../../constructs/plain";

/** terraform.tfvars.example: values to begin with. */
export function exampleValues(stack: PlainStack): void {
  stack.tfvars("terraform.tfvars.example", {
    ssh_key_name: "your-key",
    ssh_allowed_cidrs: ["203.0.113.7/32"],
    domain: "bloaty.com",
    backup_reader_arns: ["arn:aws:iam::123456789012:user/you"],
  });
}
