import type { Construct } from "constructs";
import { DEV } from "./environments/dev";
import { DalstonEnvironment } from "./environments/main";

/** Dalston: one host that transcribes, reachable through Tailscale only. An environment a line. */
export function dalston(scope: Construct): void {
  new DalstonEnvironment(scope, "dev", DEV);
}
