import { gitFiles } from "../../constructs/aws/git-files";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";
import { SERVICES } from "./host";

/** README.md, and what the tree brings for Git. */
export function documents(stack: PlainStack): void {
  stack.text("infra/README.md", {
    content: renderTemplate("dalston/README.md", { services: SERVICES }),
    source: "templates/dalston/README.md.hbs",
    documents: true,
  });
  gitFiles(stack, { tree: "infra", configuration: "infra/terraform", valuesInGit: true });
}
