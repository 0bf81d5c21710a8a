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

/** Whether a part of an expression is what its `for` runs over: that does not see the variables of the `for`. */
export function isRunOver(part: Expression, expression: Expression): boolean {
  if (expression.kind === "for") return part === expression.collection;
  if (expression.kind !== "template") return false;
  const first = expression.parts.find(({ kind }) => kind === "for");
  return first?.kind === "for" && part === first.collection;
}

/** The name that a `dynamic` block gives to what it repeats: its `iterator`, or its own label. */
export function iteratorOf({ body, labels }: Block): string {
  const iterator = body.flat().find((item) => item.kind === "argument" && item.name === "iterator");
  return iterator?.kind === "argument" ? flat(iterator.value) : (labels[0] ?? "");
}
