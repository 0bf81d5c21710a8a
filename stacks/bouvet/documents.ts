import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** README.md and .gitignore beside the configuration. */
export function documents(stack: PlainStack): void {
  stack.text("terraform/README.md", {
    content: renderTemplate("bouvet/README.md"),
    source: "templates/bouvet/README.md.hbs",
  });
  stack.text("terraform/.gitignore", {
    content: renderTemplate("partials/terraform.gitignore", { valuesInGit: false }),
    source: "templates/partials/terraform.gitignore.hbs",
  });
}
