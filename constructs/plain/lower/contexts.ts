import type { TerraformStack } from "cdktf";
import type { IteratorLike } from "../cdktf/expressions";

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
  /** Translates a reference to another module, or refuses it. */
  readonly foreign: (identifier: string, origin: TerraformStack) => string;
}
