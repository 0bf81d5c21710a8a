import { AWS_CLI_VERSION } from "../../constructs/aws/downloads";
import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack } from "../../constructs/plain";
import { fromTemplate } from "../../constructs/templates";

/** scripts/: the bootstrap. */
export function hostScripts(stack: PlainStack): void {
  stack.text("infrastructure/aws/kauri/scripts/user-data.sh", {
    ...fromTemplate("kauri/user-data.sh", { awsCliVersion: AWS_CLI_VERSION }),
    mode: 0o755,
    maxBytes: userDataBudget(),
  });
}
