import type { Construct } from "constructs";
import { DEV } from "./dev";
import { DalstonEnvironment } from "./environment";

/** Dalston: one host that transcribes, reachable through Tailscale only. An environment a line. */
export function dalston(scope: Construct): void {
  new DalstonEnvironment(scope, "dev", DEV);
}
