import { argument, type Block, block, parseExpression } from "../hcl";

/**
 * A `moved` block: what had the one address has the other now
 * (https://developer.hashicorp.com/terraform/language/modules/develop/refactoring).
 *
 * @param comment lines above it
 */
export function movedBlock(from: string, to: string, comment?: string): Block {
  return block(
    "moved",
    [],
    [[argument("from", parseExpression(from)), argument("to", parseExpression(to))]],
    comment,
  );
}
