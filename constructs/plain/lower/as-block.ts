import type { IResolvable } from "cdktf";

/** A value that says itself whether it is a nested block or an attribute. */
export class Formed implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    readonly form: "block" | "attribute",
    readonly value: unknown,
  ) {}

  // cdktf's merge of overrides leaves resolvables whole, and its JSON does not care for the form.
  resolve(): unknown {
    return this.value;
  }

  toString(): string {
    return `<${this.form}>`;
  }
}

/**
 * Says that a value is one nested block, or a list of them, where no provider class can tell: in an override
 * of a resource type without generated bindings.
 *
 * @param value the arguments of the block, keys as Terraform spells them; an array for several blocks
 * @returns what an override takes as its value
 * @example resource.addOverride("logging", asBlock({ bucket: "logs" }))
 */
export function asBlock(value: Readonly<Record<string, unknown>> | readonly unknown[]): IResolvable {
  return new Formed("block", value);
}

/**
 * Says that a value is an attribute (`name = …`) although the provider class takes it for a block.
 *
 * @param value of the attribute, keys as Terraform spells them
 * @returns what an override takes as its value
 */
export function asAttribute(value: unknown): IResolvable {
  return new Formed("attribute", value);
}
