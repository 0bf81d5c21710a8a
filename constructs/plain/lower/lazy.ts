import type { IResolvable } from "cdktf";
import { isLazy } from "../cdktf/expressions";
import { iteratorPart } from "../cdktf/iterators";
import { resolveToken, tokenOfValue } from "../cdktf/tokens";
import type { Environment } from "./contexts";

/**
 * What a lazy value produces, also when it comes encoded; anything else is itself. It may be nothing at all
 * (`omitEmpty`), or whole blocks.
 */
export function produced(value: unknown, environment: Environment): unknown {
  const token = tokenOfValue(value);
  if (token === undefined || !isLazy(token) || iteratorPart(token) !== undefined) return value;
  return produced(resolved(token, environment), environment);
}

/** What a token of no known kind says that it stands for. */
export function resolved(token: IResolvable, { stack, loop, blocks }: Environment): unknown {
  const within = loop ? "for expression" : blocks.length > 0 ? "dynamic block" : undefined;
  return resolveToken(token, { stack, ...(within && { within }) });
}
