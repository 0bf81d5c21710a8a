import { addressIn, type Block, type Expression, valueIn } from "../hcl";
import { mapParts, withNames } from "../hcl/walk";

/** Minor version of Terraform 1 that reads all that is printed, unless a block came later. */
const LEAST = 5;

/** What a stack or a module requires unless its author says otherwise; blocks that came later raise it. */
export const DEFAULT_REQUIRED_VERSION = `>= 1.${LEAST}`;

/**
 * The constraint that holds the blocks of a module too, where it is the default.
 *
 * @param constraint of the author, or the default
 * @param minor of the blocks, as `sinceMinor` has it
 */
export function requiredVersionWith(constraint: string, minor: number): string {
  return constraint === DEFAULT_REQUIRED_VERSION && minor > LEAST ? `>= 1.${minor}` : constraint;
}

/**
 * The minor version of Terraform 1 that a block came with, as far as it is later than what else is printed
 * (https://developer.hashicorp.com/terraform/language/v1-compatibility-promises, and the changelogs of 1.7, 1.9, 1.10 and
 * 1.11).
 */
export function sinceMinor(block: Block): number {
  if (block.type === "resource") return hasWriteOnly(block) ? 11 : LEAST;
  if (block.type === "removed") return 7;
  if (block.type === "import" && valueIn(block, "for_each") !== undefined) return 7;
  if (block.type === "ephemeral") return 10;
  const isDeclaration = block.type === "variable" || block.type === "output";
  const ephemeral = isDeclaration ? valueIn(block, "ephemeral") : undefined;
  if (ephemeral?.kind === "bool" && ephemeral.value) return 10;
  return block.type === "variable" && looksBeyondItself(block) ? 9 : LEAST;
}

/** A value that goes to the provider and not into the state: `secret_string_wo`. */
function hasWriteOnly({ body }: Block): boolean {
  return body.some((group) => group.some((item) => item.kind === "argument" && item.name.endsWith("_wo")));
}

/** Whether a validation of a variable refers to anything but the variable. */
function looksBeyondItself({ labels, body }: Block): boolean {
  const validations = body.flat().filter((item) => item.kind === "block");
  const parts = validations.flatMap((item) => [valueIn(item, "condition"), valueIn(item, "error_message")]);
  return parts.some((part) => part !== undefined && refersBeyond(part, `var.${labels[0]}`, new Set()));
}

function refersBeyond(expression: Expression, own: string, bound: ReadonlySet<string>): boolean {
  const address = addressIn(expression)?.address;
  const root = address?.split(".")[0] ?? "";
  if (address !== undefined && address !== own && !bound.has(root) && root !== "path" && root !== "terraform")
    return true;
  let found = false;
  mapParts(expression, (part, names) => {
    found ||= refersBeyond(part, own, withNames(bound, names));
    return part;
  });
  return found;
}
