import type { PlainStack } from "../../constructs/plain";

/** terraform.tfvars.example: values to begin with. */
export function exampleValues(stack: PlainStack): void {
  stack.tfvars(
    "terraform.tfvars.example",
    {
      repository_url: "https://github.com/your-username/iris.git",
      ssh_key_name: "your-key",
      ssh_allowed_cidrs: ["203.0.113.7/32"],
      domain: "api.iris.example.com",
      letsencrypt_email: "you@example.com",
    },
    {
      ssh_allowed_cidrs: "Your own address: curl https://checkip.amazonaws.com",
      domain: "Without these two: plain HTTP on the address.",
    },
  );
}
