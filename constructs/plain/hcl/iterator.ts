import { type Block, valueIn } from "./block";
import { flat } from "./print-inline";

/** The name that a `dynamic` block gives to what it repeats: its `iterator`, or its own label. */
export function iteratorOf(block: Block): string {
  const iterator = valueIn(block, "iterator");
  return iterator === undefined ? (block.labels[0] ?? "") : flat(iterator);
}
