import { argument, type Block, type Body, block } from "../hcl";
import type { Environment } from "./contexts";
import { lowerValue } from "./value";

/**
 * The configuration of a provider.
 * @returns undefined for one without arguments, which says nothing that required_providers does not
 */
export function providerBlock(
  type: string,
  alias: unknown,
  body: Body,
  environment: Environment,
  comment?: string,
): Block | undefined {
  if (alias === undefined && body.every((group) => group.length === 0)) return undefined;
  const meta = alias === undefined ? [] : [argument("alias", lowerValue(alias, environment))];
  return block("provider", [type], [meta, ...body], comment);
}
