import { PlainformError } from "../errors";
import type { Environment } from "./contexts";

/** The error for a value that Terraform has no form for. */
export function unrepresentable(value: unknown, { at }: Environment): PlainformError {
  const type = typeof value === "object" ? (value?.constructor?.name ?? "object") : typeof value;
  return new PlainformError({
    at,
    what: "a value has no form in Terraform",
    got: `${type} ${String(value).slice(0, 60)}`,
    expected: "a string, a finite number, a boolean, null, a list, a map or a token of cdktf",
    fix: "convert it first",
  });
}
