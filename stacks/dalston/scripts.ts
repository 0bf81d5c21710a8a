import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack } from "../../constructs/plain";
import { bootstrap, composeOverride } from "./host";

/** Bytes that a standard parameter holds (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html). */
const PARAMETER_LIMIT = 4_096;

/** What the host runs: the bootstrap, and what the repository's compose file is overridden with on AWS. */
export function hostFiles(stack: PlainStack): void {
  stack.text("infra/docker/docker-compose.aws.yml", {
    content: composeOverride(),
    source: "templates/dalston/docker-compose.aws.yml.hbs",
    maxBytes: PARAMETER_LIMIT,
  });
  stack.text("infra/scripts/user-data.sh", {
    content: bootstrap(),
    mode: 0o755,
    source: "templates/dalston/user-data.sh.hbs",
    maxBytes: userDataBudget(),
  });
}
