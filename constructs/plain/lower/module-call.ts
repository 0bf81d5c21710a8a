import { authoredUnder, inAuthoredOrder } from "../cdktf/authored-order";
import { isTree, type Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import { type Argument, argument, type Block, block, type Expression, str } from "../hcl";
import { NO_SHAPES } from "../providers/shape";
import { lowerBody } from "./body";
import { type ElementContext, type Environment, withStackOverrides } from "./contexts";
import { produced } from "./lazy";
import { lowerBare, lowerValue } from "./value";

/** Lowers the call of a module: its meta-arguments, then its inputs, whatever they are called, `tags` last. */
export function lowerModule(labels: readonly string[], values: Values, context: ElementContext): Block {
  const { "//": _metadata, ...rest } = withStackOverrides("module", labels, values, context);
  const { source, version, providers, for_each, count, depends_on, ...inputs } = rest;
  const { environment } = context;
  const meta = Object.entries({ source, version, count, for_each, providers })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      argument(name, name === "providers" ? providerMap(value, environment) : lowerValue(value, environment)),
    );
  const authored = authoredUnder(context.authored, "variables");
  const passed = inAuthoredOrder(Object.entries(inputs), authored).flatMap(([name, value]) =>
    lowerInput(name, value, environment),
  );
  const after = lowerBody({ depends_on }, { environment, path: "module", shapes: NO_SHAPES });
  const isTags = ({ name }: Argument): boolean => name === "tags";
  const groups = [meta, passed.filter((input) => !isTags(input)), passed.filter(isTags)];
  return block("module", labels, [...groups, ...after], context.comment);
}

// A null is passed on: it is not what leaving the input out is.
function lowerInput(name: string, lazily: unknown, environment: Environment): Argument[] {
  const value = produced(lazily, environment);
  return value === undefined ? [] : [argument(name, lowerValue(value, environment))];
}

function providerMap(value: unknown, environment: Environment): Expression {
  if (!isTree(value))
    throw new PlainformError({
      at: environment.at,
      what: "the providers of a module are not a map",
      got: JSON.stringify(value) ?? String(value),
      expected: 'a provider for each name in the module: { "aws.peer": "aws.west" }',
      fix: "correct the override",
    });
  const entries = Object.entries(value).map(([key, provider]) => ({
    key: key.includes(".") ? lowerBare(key, environment) : str(key),
    value: lowerBare(String(provider), environment),
    isAddress: true,
  }));
  return { kind: "object", entries };
}
