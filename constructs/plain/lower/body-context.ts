import type { Shapes } from "../cdktf/shapes";
import type { Argument, Block, Body } from "../hcl";
import type { Environment } from "./contexts";

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

/** Arguments as cdktf's JSON has them: snake_case names, tokens unresolved. */
export type Values = Readonly<Record<string, unknown>>;

/** Lowers what stands within a block; handed to what blocks contain, which contain blocks in turn. */
export type LowerBody = (values: Values, context: BodyContext) => Body;

/** An item of a body; `meta` marks the arguments that are Terraform's own and come first. */
export type MarkedItem = (Argument | Block) & { readonly meta?: boolean };
