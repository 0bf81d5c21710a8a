import { isTree, mergeOverrides } from "../cdktf/overrides";
import type { Values } from "./body-context";
import type { Environment } from "./contexts";

/** What the layout knows about an element. */
export interface ElementContext {
  readonly environment: Environment;
  readonly authored?: unknown;
  /** Lines above the element. */
  readonly comment?: string;
  /** Of a provider, its place among the configurations of its type. */
  readonly index?: number;
  /** Overrides of the whole stack (`stack.addOverride("resource.aws_vpc.main…")`), by kind. */
  readonly overrides: Values;
}

/** The values of a block with what the overrides of the whole stack say about it. */
export function withStackOverrides(
  kind: string,
  labels: readonly string[],
  values: Values,
  { overrides }: ElementContext,
): Values {
  const found = [kind, ...labels].reduce<unknown>(
    (tree, key) => (isTree(tree) ? tree[key] : undefined),
    overrides,
  );
  return isTree(found) ? mergeOverrides({ ...values }, found) : values;
}
