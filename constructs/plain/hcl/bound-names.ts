import type { Block } from "./block";
import type { Expression } from "./expression";
import { flat } from "./print-inline";

/** Names that an expression itself gives to something: the variables of its `for`. */
export function namesBoundBy(expression: Expression): readonly string[] {
  const loops =
    expression.kind === "for"
      ? [expression]
      : expression.kind === "template"
        ? expression.parts.filter((part) => part.kind === "for")
        : [];
  return loops.flatMap(({ keyName, valueName }) =>
    keyName === undefined ? [valueName] : [keyName, valueName],
  );
}

/** The name that a `dynamic` block gives to what it repeats: its `iterator`, or its own label. */
export function iteratorOf({ body, labels }: Block): string {
  const iterator = body.flat().find((item) => item.kind === "argument" && item.name === "iterator");
  return iterator?.kind === "argument" ? flat(iterator.value) : (labels[0] ?? "");
}
