import { call, type Expression } from "../hcl";
import { POLICY_ARGUMENTS } from "../providers/aws";
import type { Environment } from "./contexts";
import { lowerValue } from "./value";

/** Lowers the value of an argument; a policy given as JSON text becomes `jsonencode({ … })`. */
export function lowerArgument(name: string, value: unknown, environment: Environment): Expression {
  const policy = POLICY_ARGUMENTS.has(name) && typeof value === "string" ? parsePolicy(value) : undefined;
  if (policy !== undefined) return call("jsonencode", lowerValue(policy, environment));
  return lowerValue(value, environment);
}

function parsePolicy(text: string): object | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    // Not JSON once its references are tokens: it stays the text that it is.
    return undefined;
  }
}
