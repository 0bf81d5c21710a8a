import { App } from "cdktf";
import type { IConstruct } from "constructs";

let walked: Map<IConstruct, readonly IConstruct[]> | undefined;

/** All constructs from one down, itself first: `node.findAll()`, which within `readingTrees` walks a tree once only. */
export function constructsIn(root: IConstruct): readonly IConstruct[] {
  const known = walked?.get(root);
  if (known !== undefined) return known;
  // Those of its stacks are known by then, or will be asked for.
  const found = App.isApp(root) ? [root, ...root.node.children.flatMap(constructsIn)] : root.node.findAll();
  walked?.set(root, found);
  return found;
}

/** Runs what reads trees of constructs and adds nothing to them. A large one takes longer to walk than to be asked. */
export function readingTrees<T>(action: () => T): T {
  const before = walked;
  walked = new Map();
  try {
    return action();
  } finally {
    walked = before;
  }
}
