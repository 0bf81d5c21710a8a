import { PlainformError } from "../errors";
import { type Block, flat } from "../hcl";
import { isVarying } from "../lower/constant";

/**
 * Refuses a backend that is configured with anything but literals: Terraform reads it before there are any values
 * (https://developer.hashicorp.com/terraform/language/backend#define-a-backend-block).
 *
 * @returns the block
 * @throws PlainformError
 */
export function refusingVariables(backend: Block, { at }: { readonly at: string }): Block {
  for (const item of backend.body.flat()) {
    if (item.kind === "block") refusingVariables(item, { at });
    else if (isVarying(item.value))
      throw new PlainformError({
        at,
        what: "a backend refers to something, and Terraform reads it before anything has a value",
        got: `${item.name} = ${flat(item.value)}`,
        expected: "a literal",
        fix: `write the value itself, or leave ${item.name} out and give it at init: terraform init -backend-config="${item.name}=…"`,
      });
  }
  return backend;
}
