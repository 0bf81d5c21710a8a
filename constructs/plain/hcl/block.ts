import type { Expression } from "./expression";

/** `name = value` */
export interface Argument {
  readonly kind: "argument";
  readonly name: string;
  readonly value: Expression;
  /** Lines printed above it, without the `#`. */
  readonly comment?: string;
}

/** `type "label" { … }` */
export interface Block {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly comment?: string;
  /** Lines printed directly below the opening brace, without the `#`. */
  readonly inside?: string;
}

/** What stands between the braces: groups of items, with a blank line between two groups. */
export type Body = readonly Group[];
export type Group = readonly (Argument | Block)[];

/** @returns the value of a block's own argument, if it has it */
export function valueIn(block: Block, name: string): Expression | undefined {
  const found = block.body.flat().find((item) => item.kind === "argument" && item.name === name);
  return found?.kind === "argument" ? found.value : undefined;
}

export function argument(name: string, value: Expression, comment?: string): Argument {
  return { kind: "argument", name, value, comment };
}

export function block(type: string, labels: readonly string[], body: Body, comment?: string): Block {
  return { kind: "block", type, labels, body, comment };
}
