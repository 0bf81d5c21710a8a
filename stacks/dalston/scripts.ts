import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack } from "../../constructs/plain";
import { bootstrap, composeOverride, GPU_SERVICES, SERVICES } from "./host";

/** What the host runs: the bootstrap, and what the repository's compose file is overridden with on AWS. */
export function hostFiles(stack: PlainStack): void {
  const compose = composeOverride(SERVICES);
  const gpuCompose = composeOverride(GPU_SERVICES);
  const source = "templates/dalston/docker-compose.aws.yml.hbs";
  stack.text("infra/docker/docker-compose.aws.yml", { content: compose, source });
  // An override must not name a service that the repository's file lacks: one for each list.
  stack.text("infra/docker/docker-compose.aws-gpu.yml", { content: gpuCompose, source });
  const longest = Buffer.byteLength(gpuCompose) > Buffer.byteLength(compose) ? gpuCompose : compose;
  stack.text("infra/scripts/user-data.sh", {
    content: bootstrap(),
    mode: 0o755,
    source: "templates/dalston/user-data.sh.hbs",
    maxBytes: userDataBudget(longest),
  });
}
