import { gitFiles } from "../../constructs/aws/git-files";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";
import { PORT } from "./scripts";

/** README.md and .gitignore beside the configuration. */
export function documents(stack: PlainStack): void {
  stack.text("terraform/README.md", {
    content: renderTemplate("bouvet/README.md", { port: PORT }),
    source: "templates/bouvet/README.md.hbs",
    documents: true,
  });
  gitFiles(stack, { tree: "terraform" });
}
