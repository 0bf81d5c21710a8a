import { propertyOf } from "../cdktf/property-names";
import type { Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import { argument, type Block, type Body, block, type Expression, flat } from "../hcl";
import { NO_SHAPES, type Shapes } from "../providers/shape";
import { labelledTrees, treesOf } from "./block-values";
import { lowerConditions } from "./condition";
import type { BodyContext, Environment, MarkedItem, OpenBlock } from "./contexts";
import { lowerBare, lowerValue } from "./value";

/**
 * Arguments and blocks that mean the same in every resource.
 * @returns undefined for any other
 */
export function metaItems(
  name: string,
  value: unknown,
  context: BodyContext,
): (MarkedItem | OpenBlock)[] | undefined {
  const { environment, path } = context;
  // Only directly below the resource: a nested block may have arguments of these names.
  if (path.includes(".", path.startsWith("data.") ? "data.".length : 0))
    return name === "connection" && path.endsWith(".provisioner") ? connection(value, context) : undefined;
  switch (name) {
    case "count":
    case "for_each":
      return [{ ...argument(name, lowerValue(value, environment)), meta: true }];
    case "provider":
      return [{ ...argument(name, lowerBare(String(value), environment)), meta: true }];
    case "depends_on":
      if (Array.isArray(value) && value.length === 0) return [];
      return [argument(name, bareList(value, { ...environment, foreign: noOrderAcross(environment) }))];
    case "lifecycle":
      return lifecycle(value, context);
    case "provisioner":
      return labelledTrees(value, name, environment).map(([type, values]) =>
        provisioner(type, values, context),
      );
    case "connection":
      return connection(value, context);
    default:
      return undefined;
  }
}

function noOrderAcross({ at, stack, foreign }: Environment): Environment["foreign"] {
  return (identifier, origin) => {
    // Within one tree it is the border of a module.
    if (origin.node.scopes.includes(stack) || stack.node.scopes.includes(origin))
      return foreign(identifier, origin);
    throw new PlainformError({
      at,
      what: "depends_on names something in another stack",
      got: `${identifier} of ${origin.node.path}, used in ${stack.node.path}`,
      expected: "elements of one root module: Terraform orders nothing beyond it",
      fix: `leave it out, and call addDependency on the stack: cdktf deploy then applies ${origin.node.path} first`,
    });
  };
}

function connection(value: unknown, { environment }: BodyContext): OpenBlock[] {
  return treesOf(value, "connection", environment).map((values) => ({
    kind: "open",
    values,
    context: { environment, path: ".connection", shapes: NO_SHAPES },
    close: (body) => block("connection", [], body),
  }));
}

// A resource has one lifecycle block, in however many parts it is given.
function lifecycle(value: unknown, context: BodyContext): Block[] {
  const values: Values = Object.assign({}, ...treesOf(value, "lifecycle", context.environment));
  return Object.keys(values).length === 0 ? [] : [block("lifecycle", [], lowerLifecycle(values, context))];
}

function bareList(value: unknown, environment: Environment): Expression {
  if (!Array.isArray(value)) return lowerBare(String(value), environment);
  const items = value.map((item) =>
    typeof item === "string" ? lowerBare(item, environment) : lowerValue(item, environment),
  );
  // Said twice it means no more.
  return { kind: "tuple", items: [...new Map(items.map((item) => [flat(item), item])).values()] };
}

/** Arguments are said as Terraform spells them: cdktf writes them as they are. */
function spelled(value: unknown, shapes: Shapes, { at }: Environment): unknown {
  if (!Array.isArray(value)) return value;
  for (const item of value) {
    const [name = ""] = typeof item === "string" ? item.split(/[.[]/) : [];
    const meant = shapes.has(name)
      ? undefined
      : [...shapes.keys()].find((known) => propertyOf(known) === name);
    if (meant !== undefined)
      throw new PlainformError({
        at,
        what: "ignore_changes names an argument otherwise than Terraform does",
        got: name,
        expected: meant,
        fix: `write "${meant}"`,
      });
  }
  return value;
}

function lowerLifecycle(values: Values, { environment, shapes }: BodyContext): Body {
  const { precondition, postcondition, ...rest } = values;
  const settings = Object.entries(rest)
    .filter(([name, value]) => value !== undefined && value !== null && name !== "//")
    .map(([name, value]) =>
      argument(
        name,
        name === "ignore_changes" || name === "replace_triggered_by"
          ? bareList(name === "ignore_changes" ? spelled(value, shapes, environment) : value, environment)
          : lowerValue(value, environment),
      ),
    );
  const conditions = Object.entries({ precondition, postcondition }).flatMap(([name, list]) =>
    lowerConditions(name, list, environment).map((item) => [item]),
  );
  return [settings, ...conditions];
}

function provisioner(
  type: string,
  { when, on_failure, ...rest }: Values,
  { environment }: BodyContext,
): OpenBlock {
  const keywords = Object.entries({ when, on_failure })
    .filter(([, value]) => typeof value === "string")
    .map(([name, value]) => argument(name, lowerBare(String(value), environment)));
  return {
    kind: "open",
    values: rest,
    context: { environment, path: ".provisioner", shapes: NO_SHAPES },
    close: (body) => block("provisioner", [type], [keywords, ...body]),
  };
}
