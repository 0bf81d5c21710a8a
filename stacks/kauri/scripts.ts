import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack, TextFile } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** scripts/: the bootstrap. */
export function hostScripts(stack: PlainStack): TextFile {
  return stack.text("infrastructure/aws/kauri/scripts/user-data.sh", {
    content: renderTemplate("kauri/user-data.sh", { awsCliVersion: "2.36.11" }),
    mode: 0o755,
    source: "templates/kauri/user-data.sh.hbs",
    maxBytes: userDataBudget(),
  });
}
