import type { TerraformStack } from "cdktf";
import type { Values } from "../plain/cdktf/values";
import { type Argument, argument, type Block, type Body, block } from "../plain/hcl";
import { labelledTrees } from "../plain/lower/block-values";
import { lowerBody } from "../plain/lower/body";
import { lowerConditions } from "../plain/lower/condition";
import type { Environment } from "../plain/lower/contexts";
import { lowerLocals, lowerOutput, lowerVariable } from "../plain/lower/declarations";
import { lowerModule } from "../plain/lower/module-call";
import { lowerBare, lowerValue } from "../plain/lower/value";
import { NO_SHAPES, type Shapes } from "../plain/providers/shape";
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
      return convertCheck(name, values, environment, shapesOf);
    case "moved":
    case "removed":
    case "import":
      return convertStateChange(kind, values, environment);
  }
}

export function environmentOf(at: string): Environment {
  return {
    at,
    blocks: [],
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
  // Without arguments a provider block says nothing that required_providers does not.
  if (alias === undefined && body.every((group) => group.length === 0)) return undefined;
  const meta = alias === undefined ? [] : [argument("alias", lowerValue(alias, environment))];
  return block("provider", [type], [meta, ...body]);
}

function convertCheck(
  name: string,
  { assert, data, ...rest }: Values,
  environment: Environment,
  shapesOf: ShapesOf,
): Block {
  const sources = labelledTrees(data, "data", environment).flatMap(([type, named]) =>
    labelledTrees(named, type, environment).map(([label, { "//": _comment, ...values }]) => {
      const context = { environment, path: `data.${type}`, shapes: shapesOf("data", type) };
      return block("data", [type, label], lowerBody(values, context));
    }),
  );
  const other = lowerBody(rest, { environment, path: "check", shapes: NO_SHAPES });
  const assertions = lowerConditions("assert", assert, environment);
  return block("check", [name], [...other, ...[...sources, ...assertions].map((item) => [item])]);
}

/** `moved`, `removed` and `import`: their addresses are bare. */
function convertStateChange(kind: string, values: Values, environment: Environment): Block {
  const addresses = Object.entries(values)
    .filter(([name]) => ["from", "to", "provider"].includes(name))
    .map(([name, value]) => argument(name, lowerBare(String(value), environment)));
  const { from: _from, to: _to, provider: _provider, for_each, ...rest } = values;
  const meta = for_each === undefined ? [] : [argument("for_each", lowerValue(for_each, environment))];
  const body: Body = lowerBody(rest, { environment, path: kind, shapes: NO_SHAPES });
  const [first = [], ...others] = body;
  return block(kind, [], [meta, [...addresses, ...first], ...others]);
}
