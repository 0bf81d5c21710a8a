import { type Block, flat, valueIn } from "../hcl";

/** A variable of a module. */
export interface Input {
  readonly name: string;
  /** As Terraform writes it, on one line. */
  readonly type: string;
  /** As Terraform writes it, on one line; undefined when a value is required. */
  readonly default?: string;
}

/** What a module takes and gives: all that somebody who uses it has to know. */
export interface Interface {
  readonly inputs: readonly Input[];
  readonly outputs: readonly string[];
}

/** The interface that the blocks of a module declare, in their order. */
export function interfaceOf(blocks: readonly Block[]): Interface {
  const named = (type: string): readonly Block[] => blocks.filter((item) => item.type === type);
  return {
    inputs: named("variable").map((variable) => {
      const preset = argumentOf(variable, "default");
      return {
        name: variable.labels[0] ?? "",
        type: argumentOf(variable, "type") ?? "any",
        ...(preset !== undefined && { default: preset }),
      };
    }),
    outputs: named("output").map(({ labels }) => labels[0] ?? ""),
  };
}

function argumentOf(item: Block, name: string): string | undefined {
  const value = valueIn(item, name);
  return value && flat(value);
}
