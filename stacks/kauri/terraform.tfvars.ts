import type { PlainStack } from "../../constructs/plain";

/** terraform.tfvars.example: values to begin with. */
export function exampleValues(stack: PlainStack): void {
  stack.tfvars(
    "terraform.tfvars.example",
    {
      aws_region: "eu-west-1",
      ssh_key_name: "kauri-demo-key",
      allowed_cidrs: ["203.0.113.7/32"],
      budget_notification_emails: ["ops@example.com"],
      ssm_parameters: { OPENAI_API_KEY: { value: "replace-me" } },
      ssm_parameters_version: 1,
    },
    {
      ssh_key_name: "An EC2 key pair that exists in the region.",
      allowed_cidrs: "Put your own address here: without it, neither ssh nor scp reaches the host.",
      budget_notification_emails: "Each address gets a mail to confirm.",
      ssm_parameters: "Secrets: keep your copy of this file, terraform.tfvars, out of git.",
      ssm_parameters_version:
        "Keeps the values out of the state, which takes Terraform 1.11. With an older one: delete this line, and protect the state.",
    },
  );
}
