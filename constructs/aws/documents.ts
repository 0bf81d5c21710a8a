import type { PlainStack } from "../plain";
import { fromTemplate, type TemplateText } from "../templates";

export interface DocumentsProps {
  readonly readme: TemplateText;
  /** Folder that Terraform is run in, or one above. @default the root module's */
  readonly configuration?: string;
  /** Folder below the system's that the whole tree is in: the scripts too. @default that of the configuration */
  readonly tree?: string;
  /** Folder of the README. @default the tree's */
  readonly readmeFolder?: string;
  /** What an apply does to the machine when a script is another one. @default "replaces" */
  readonly changedScript?: "replaces" | "restarts" | "nothing";
  /** Whether a terraform.tfvars is part of the tree. @default false: it is the operator's own, and ignored */
  readonly valuesInGit?: boolean;
}

/**
 * What a tree brings besides what is run. README.md, held against the stack. `.gitattributes`: with the line ends of a
 * Windows checkout a script would be another one, which may replace the machine, and would not run. `.gitignore`: state
 * and plans, which hold secrets.
 */
export function documents(stack: PlainStack, props: DocumentsProps): void {
  const { readme, configuration = stack.rootModule, valuesInGit = false, changedScript = "replaces" } = props;
  const { tree = configuration, readmeFolder = tree } = props;
  const effect = {
    replaces: changedScript === "replaces",
    restarts: changedScript === "restarts",
    nothing: changedScript === "nothing",
  };
  stack.text(`${readmeFolder}/README.md`, { ...readme, documents: true });
  stack.text(`${tree}/.gitattributes`, fromTemplate("partials/gitattributes", effect));
  stack.text(`${configuration}/.gitignore`, fromTemplate("partials/terraform.gitignore", { valuesInGit }));
}
