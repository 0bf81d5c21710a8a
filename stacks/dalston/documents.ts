import { gitFiles } from "../../constructs/aws/git-files";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** README.md and .gitignore beside the configuration. */
export function documents(stack: PlainStack): void {
  stack.text("infra/README.md", {
    content: renderTemplate("dalston/README.md"),
    source: "templates/dalston/README.md.hbs",
  });
  gitFiles(stack, { tree: "infra", configuration: "infra/terraform", valuesInGit: true });
}
