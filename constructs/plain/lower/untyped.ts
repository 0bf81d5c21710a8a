import type { Values } from "../cdktf/values";
import { argument, type Block, block } from "../hcl";
import { NO_SHAPES, type Shapes } from "../providers/shape";
import { labelledTrees } from "./block-values";
import { lowerBody } from "./body";
import { lowerConditions } from "./condition";
import type { Environment } from "./contexts";
import { lowerBare, lowerValue } from "./value";

// Blocks of the language itself as Terraform's JSON has them: what is a block in them is known without any class.

/**
 * A `check` block.
 * @param shapesOf tells the arguments of a data source within it
 */
export function lowerCheck(
  name: string,
  { assert, data, ...rest }: Values,
  environment: Environment,
  shapesOf: (type: string) => Shapes,
): Block {
  const sources = labelledTrees(data, "data", environment).flatMap(([type, named]) =>
    labelledTrees(named, type, environment).map(([label, values]) => {
      const context = { environment, path: `data.${type}`, shapes: shapesOf(type) };
      return block("data", [type, label], lowerBody(values, context));
    }),
  );
  const other = lowerBody(rest, { environment, path: "check", shapes: NO_SHAPES });
  const assertions = lowerConditions("assert", assert, environment);
  return block("check", [name], [...other, ...[...sources, ...assertions].map((item) => [item])]);
}

/** `moved`, `removed` and `import`: their addresses are bare. */
export function lowerStateChange(kind: string, values: Values, environment: Environment): Block {
  const { from, to, id, provider, for_each, ...rest } = values;
  const own = Object.entries({ from, to, id, provider })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      argument(name, name === "id" ? lowerValue(value, environment) : lowerBare(String(value), environment)),
    );
  const meta = for_each === undefined ? [] : [argument("for_each", lowerValue(for_each, environment))];
  const [first = [], ...others] = lowerBody(rest, { environment, path: kind, shapes: NO_SHAPES });
  return block(kind, [], [meta, [...own, ...first], ...others]);
}
