import type { PlainStack } from "../plain";
import { renderTemplate } from "../templates";

export interface GitFilesProps {
  /** Folder below the system's that the whole tree is in: the scripts too. */
  readonly tree: string;
  /** Folder that Terraform is run in, or one above. @default the tree's */
  readonly configuration?: string;
  /** Whether a terraform.tfvars is part of the tree. @default false: it is the operator's own, and ignored */
  readonly valuesInGit?: boolean;
}

/**
 * What a tree brings for Git. `.gitattributes`: with the line ends of a Windows checkout a bootstrap script would be
 * another one, which replaces the machine, and would not run. `.gitignore`: state and plans, which hold secrets.
 */
export function gitFiles(
  stack: PlainStack,
  { tree, configuration = tree, valuesInGit = false }: GitFilesProps,
): void {
  stack.text(`${tree}/.gitattributes`, {
    content: renderTemplate("partials/gitattributes"),
    source: "templates/partials/gitattributes.hbs",
  });
  stack.text(`${configuration}/.gitignore`, {
    content: renderTemplate("partials/terraform.gitignore", { valuesInGit }),
    source: "templates/partials/terraform.gitignore.hbs",
  });
}
