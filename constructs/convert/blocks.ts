import type { TerraformStack } from "cdktf";
import type { Values } from "../plain/cdktf/values";
import { type Argument, type Block, block } from "../plain/hcl";
import { lowerBody } from "../plain/lower/body";
import type { Environment } from "../plain/lower/contexts";
import { lowerLocals, lowerOutput, lowerVariable } from "../plain/lower/declarations";
import { lowerModule } from "../plain/lower/module-call";
import { providerBlock } from "../plain/lower/provider-block";
import { lowerCheck, lowerStateChange } from "../plain/lower/untyped";
import type { Shapes } from "../plain/providers/shape";
import type { Entry } from "./entries";
import { isObject } from "./input/terraform-json";

/** Tells the arguments of a resource, data source, ephemeral resource or provider. */
export type ShapesOf = (kind: "resource" | "data" | "ephemeral" | "provider", type: string) => Shapes;

/** What one entry is in HCL: a block, or an entry of the `locals` block. */
export type Converted = Block | Argument;

/**
 * Writes an entry of Terraform's JSON as HCL with the same meaning.
 *
 * @param at place for messages: the stack and the address
 * @throws PlainformError for text that is no valid template and values that HCL has no form for
 */
export function convertEntry(entry: Entry, at: string, shapesOf: ShapesOf): Converted | undefined {
  const environment = environmentOf(at);
  const context = { environment, overrides: {} };
  const { kind, type, name } = entry;
  const { "//": comment, ...values } = (isObject(entry.value) ? entry.value : {}) as Values;
  const note = typeof comment === "string" ? comment : undefined;
  switch (kind) {
    case "resource":
    case "data":
    case "ephemeral": {
      const path = kind === "data" ? `data.${type}` : type;
      const body = lowerBody(values, { environment, path, shapes: shapesOf(kind, type) });
      return block(kind, [type, name], body, note);
    }
    case "provider":
      return convertProvider(type, values, environment, shapesOf);
    case "module":
      return lowerModule([name], values, context);
    case "variable":
      return lowerVariable([name], values, context);
    case "output":
      return lowerOutput([name], values, {}, context);
    case "local":
      return lowerLocals({ [name]: entry.value }, context)[0];
    case "check":
      return lowerCheck(name, values, environment, (dataType) => shapesOf("data", dataType));
    case "moved":
    case "removed":
    case "import":
      return lowerStateChange(kind, values, environment);
  }
}

export function environmentOf(at: string): Environment {
  return {
    at,
    blocks: [],
    isVerbatim: true,
    // Plain JSON has no tokens, so nothing asks for the stack or for another.
    stack: undefined as unknown as TerraformStack,
    foreign: (identifier) => identifier,
  };
}

function convertProvider(
  type: string,
  { alias, ...values }: Values,
  environment: Environment,
  shapesOf: ShapesOf,
): Block | undefined {
  const body = lowerBody(values, { environment, path: type, shapes: shapesOf("provider", type) });
  return providerBlock(type, alias, body, environment);
}
