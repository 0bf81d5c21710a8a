import { argument, type Block, block, type Expression, str } from "../hcl";
import { lowerBody } from "./body";
import type { Values } from "./body-context";
import { type ElementContext, withStackOverrides } from "./element-context";
import type { Environment } from "./environment";
import { isTree } from "./merge";
import { NO_SHAPES } from "./shape";
import { lowerBare, lowerValue } from "./value";

/** Lowers the call of a module: its meta-arguments, then its inputs. */
export function lowerModule(labels: readonly string[], values: Values, context: ElementContext): Block {
  const { "//": _metadata, ...rest } = withStackOverrides("module", labels, values, context);
  const { source, version, providers, for_each, count, depends_on, ...inputs } = rest;
  const { environment, comments } = context;
  const meta = Object.entries({ source, version, providers, count, for_each })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      argument(
        name,
        name === "providers" ? bareMap(value, environment) : lowerValue(value, environment),
        comments?.[name],
      ),
    );
  const body = lowerBody(
    { ...inputs, depends_on },
    {
      environment,
      path: "module",
      shapes: NO_SHAPES,
      authored: context.authored,
      comments,
      keepsNulls: true,
    },
  );
  return block("module", labels, [meta, ...body], context.comment);
}

function bareMap(value: unknown, environment: Environment): Expression {
  const entries = Object.entries(isTree(value) ? value : {}).map(([key, provider]) => ({
    key: key.includes(".") ? lowerBare(key, environment) : str(key),
    value: lowerBare(String(provider), environment),
  }));
  return { kind: "object", entries };
}
