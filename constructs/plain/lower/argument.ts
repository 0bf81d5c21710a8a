import { call, type Expression } from "../hcl";
import type { Environment } from "./contexts";
import { lowerValue } from "./value";

/** Lowers the value of an argument; a policy given as JSON text becomes `jsonencode({ … })`. */
export function lowerArgument(name: string, value: unknown, environment: Environment): Expression {
  const policy = POLICIES.has(name) && typeof value === "string" ? parsePolicy(value) : undefined;
  if (policy !== undefined) return call("jsonencode", lowerValue(policy, environment));
  return lowerValue(value, environment);
}

// Only where nobody depends on the text byte for byte: jsonencode sorts the keys.
const POLICIES = new Set(["policy", "assume_role_policy"]);

function parsePolicy(text: string): object | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    // Not JSON once its references are tokens: it stays the text that it is.
    return undefined;
  }
}
