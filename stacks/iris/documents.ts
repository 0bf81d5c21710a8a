import { gitFiles } from "../../constructs/aws/git-files";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";
import { SETTINGS } from "./scripts";

/** README.md, .gitignore and values to begin with, beside the configuration. */
export function documents(stack: PlainStack): void {
  stack.text("deploy/terraform/README.md", {
    content: renderTemplate("iris/README.md", { port: SETTINGS.port }),
    source: "templates/iris/README.md.hbs",
    documents: true,
  });
  gitFiles(stack, { tree: "deploy", configuration: "deploy/terraform" });
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
