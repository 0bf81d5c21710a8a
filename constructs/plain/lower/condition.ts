import { argument, type Block, block } from "../hcl";
import { treesOf } from "./block-values";
import type { Environment } from "./contexts";
import { lowerValue } from "./value";

/** A condition and the sentence that is shown when it does not hold; cdktf's spelling, or its JSON's. */
export interface Condition {
  readonly condition: unknown;
  readonly errorMessage?: string;
  readonly error_message?: string;
}

/** The blocks of a value that is one condition, or a list of them. */
export function lowerConditions(type: string, value: unknown, environment: Environment): readonly Block[] {
  return treesOf(value, type, environment).map(({ condition, ...values }) =>
    lowerCondition(type, { condition, ...values }, environment),
  );
}

/** A `validation`, `precondition`, `postcondition` or `assert` block. */
export function lowerCondition(
  type: string,
  { condition, ...values }: Condition,
  environment: Environment,
): Block {
  const message = values.error_message ?? values.errorMessage;
  return block(
    type,
    [],
    [
      [
        argument("condition", lowerValue(condition, environment)),
        argument("error_message", lowerValue(message, environment)),
      ],
    ],
  );
}
