import type { Expression } from "../hcl";
import type { Environment } from "./contexts";
import { lowerBare } from "./value";

/** What `terraform fmt` makes of the types that Terraform 0.11 had. */
const LEGACY: Readonly<Record<string, string>> = {
  list: "list(any)",
  map: "map(any)",
  set: "set(any)",
  '"string"': "string",
  '"list"': "list(string)",
  '"map"': "map(string)",
};

/** Lowers the type of a variable, which Terraform writes without quotes. */
export function lowerType(type: string, environment: Environment): Expression {
  return lowerBare(LEGACY[type.trim()] ?? type, environment);
}
