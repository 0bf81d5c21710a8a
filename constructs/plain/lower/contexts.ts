import type { TerraformStack } from "cdktf";
import type { IteratorLike } from "../cdktf/expressions";
import { mergeOverrides } from "../cdktf/overrides";
import { isTree, type Values } from "../cdktf/values";
import type { Argument, Block, Body } from "../hcl";
import type { Shapes } from "../providers/shape";

/** What the meaning of a value depends on: where in the configuration it stands. */
export interface Environment {
  /** The module that the value is printed in. */
  readonly stack: TerraformStack;
  /** Path of the construct that the value belongs to, for messages. */
  readonly at: string;
  /** Blocks generated around the value, outermost first, with the name that each gives its element. */
  readonly blocks: readonly { readonly iterator: IteratorLike; readonly name: string }[];
  /** The iterator of the `for` expression around the value. */
  readonly loop?: IteratorLike;
  /** The text is not an author's source but what a configuration already says, slips and all. @default false */
  readonly isVerbatim?: boolean;
  /** Translates a reference to another module, or refuses it. */
  readonly foreign: (identifier: string, origin: TerraformStack) => string;
}

/** What is known about a block besides its values. */
export interface BodyContext {
  readonly environment: Environment;
  /** Dotted names from the resource type down to this block: `aws_instance.root_block_device`. */
  readonly path: string;
  readonly shapes: Shapes;
  /** The configuration object as the author wrote it, for the order of its keys. */
  readonly authored?: unknown;
  /** No types are known: every object is a block. */
  readonly blocksAllTheWay?: boolean;
}

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

/** An item of a body; `meta` marks the arguments that are Terraform's own and come first. */
export type MarkedItem = (Argument | Block) & { readonly meta?: boolean };

/** A block within a block, whose own arguments are still to be lowered. */
export interface OpenBlock {
  readonly kind: "open";
  readonly values: Values;
  readonly context: BodyContext;
  /** Puts the block around its body. */
  readonly close: (body: Body) => Block;
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
