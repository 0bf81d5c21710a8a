import { gitFiles } from "../../constructs/aws/git-files";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** README.md, .gitignore and the example of terraform.tfvars. */
export function documents(stack: PlainStack): void {
  stack.text("deploy/README.md", {
    content: renderTemplate("bloaty/README.md"),
    source: "templates/bloaty/README.md.hbs",
    documents: true,
  });
  gitFiles(stack, { tree: "deploy", configuration: "deploy/terraform" });
  stack.tfvars("terraform.tfvars.example", {
    ssh_key_name: "your-key",
    ssh_allowed_cidrs: ["203.0.113.7/32"],
    domain: "bloaty.com",
    backup_reader_arns: ["arn:aws:iam::123456789012:user/you"],
  });
}
