import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** What the host runs: the bootstrap, and what the repository's compose file is overridden with on AWS. */
export function hostFiles(stack: PlainStack): void {
  const compose = renderTemplate("dalston/docker-compose.aws.yml");
  stack.text("infra/docker/docker-compose.aws.yml", {
    content: compose,
    source: "templates/dalston/docker-compose.aws.yml.hbs",
  });
  stack.text("infra/scripts/user-data.sh", {
    content: renderTemplate("dalston/user-data.sh"),
    mode: 0o755,
    source: "templates/dalston/user-data.sh.hbs",
    maxBytes: userDataBudget(compose),
  });
}
