import { argument, type Block, type Body, block, type Expression } from "../hcl";
import type { BodyContext, LowerBody, MarkedItem, Values } from "./body-context";
import { type Condition, lowerCondition } from "./condition";
import type { Environment } from "./environment";
import { isTree } from "./merge";
import { NO_SHAPES } from "./shape";
import { lowerBare, lowerValue } from "./value";

/**
 * Lowers arguments and blocks that mean the same in every resource.
 * @returns undefined for any other
 */
export function lowerMeta(
  name: string,
  value: unknown,
  context: BodyContext,
  lowerBody: LowerBody,
): MarkedItem[] | undefined {
  const { environment, comments, path } = context;
  // Only directly below the resource: a nested block may have arguments of these names.
  if (path.replace(/^data\./, "").includes("."))
    return name === "connection" && path.endsWith(".provisioner")
      ? connection(value, context, lowerBody)
      : undefined;
  const comment = comments?.[name];
  switch (name) {
    case "count":
    case "for_each":
      return [{ ...argument(name, lowerValue(value, environment), comment), meta: true }];
    case "provider":
      return [{ ...argument(name, lowerBare(String(value), environment), comment), meta: true }];
    case "depends_on":
      return [argument(name, bareList(value, environment), comment)];
    case "lifecycle":
      return isTree(value) && Object.keys(value).length > 0
        ? [block(name, [], lowerLifecycle(value, context), comment)]
        : [];
    case "provisioner":
      return Array.isArray(value)
        ? value.flatMap((item) => lowerProvisioner(item as Values, context, lowerBody))
        : undefined;
    case "connection":
      return connection(value, context, lowerBody);
    default:
      return undefined;
  }
}

function connection(value: unknown, context: BodyContext, lowerBody: LowerBody): MarkedItem[] {
  if (!isTree(value)) return [];
  return [
    block(
      "connection",
      [],
      lowerBody(value, { environment: context.environment, path: ".connection", shapes: NO_SHAPES }),
    ),
  ];
}

function bareList(value: unknown, environment: Environment): Expression {
  if (!Array.isArray(value)) return lowerBare(String(value), environment);
  return {
    kind: "tuple",
    items: value.map((item) =>
      typeof item === "string" ? lowerBare(item, environment) : lowerValue(item, environment),
    ),
  };
}

function lowerLifecycle(values: Values, { environment }: BodyContext): Body {
  const { precondition, postcondition, ...rest } = values;
  const settings = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) =>
      argument(
        name,
        name === "ignore_changes" || name === "replace_triggered_by"
          ? bareList(value, environment)
          : lowerValue(value, environment),
      ),
    );
  const conditions = Object.entries({ precondition, postcondition }).flatMap(([name, list]) =>
    (Array.isArray(list) ? list : []).map((item) => [lowerCondition(name, item as Condition, environment)]),
  );
  return [settings, ...conditions];
}

function lowerProvisioner(item: Values, context: BodyContext, lowerBody: LowerBody): Block[] {
  return Object.entries(item).map(([type, values]) => {
    const { when, on_failure, ...rest } = (isTree(values) ? values : {}) as Values;
    const keywords = Object.entries({ when, on_failure })
      .filter(([, value]) => typeof value === "string")
      .map(([name, value]) => argument(name, { kind: "name", name: String(value) }));
    const body = lowerBody(rest, {
      environment: context.environment,
      path: ".provisioner",
      shapes: NO_SHAPES,
    });
    return block("provisioner", [type], [keywords, ...body]);
  });
}
