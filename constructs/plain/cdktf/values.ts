import { Tokenization } from "cdktf";

/** Arguments as cdktf's JSON has them: snake_case names, tokens unresolved. */
export type Values = Readonly<Record<string, unknown>>;

/** Whether a value is a plain object: not a list, not a token. */
export function isTree(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !Tokenization.isResolvable(value)
  );
}
