import type { Block } from "./block";
import { flat } from "./print-inline";

/** The name that a `dynamic` block gives to what it repeats: its `iterator`, or its own label. */
export function iteratorOf({ body, labels }: Block): string {
  const iterator = body.flat().find((item) => item.kind === "argument" && item.name === "iterator");
  return iterator?.kind === "argument" ? flat(iterator.value) : (labels[0] ?? "");
}
