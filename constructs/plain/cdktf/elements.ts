import { type TerraformElement, TerraformOutput, TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * What an element's address begins with: `aws_vpc`, `data.aws_ami`, `var`, `local`, `module`. The property is
 * protected in cdktf's types.
 *
 * @returns undefined for what has no address: backends, moved blocks
 */
export function addressPrefix(element: IConstruct): string | undefined {
  if (TerraformOutput.isTerraformOutput(element)) return "output";
  if (TerraformProvider.isTerraformProvider(element)) return "provider";
  return (element as { readonly _elementType?: string })._elementType;
}

/** Whether `overrideLogicalId` was called; the property is private in cdktf's types. */
export function isNamedByAuthor(element: TerraformElement): boolean {
  return (element as unknown as { readonly _logicalIdOverride?: string })._logicalIdOverride !== undefined;
}

/** How an element is repeated, by its own arguments. */
export function repetitionOf(element: TerraformElement): "count" | "for_each" | undefined {
  const { count, forEach } = element as { readonly count?: unknown; readonly forEach?: unknown };
  if (forEach !== undefined) return "for_each";
  return count === undefined ? undefined : "count";
}

/** What the generated bindings say of the provider that they were made from. */
export interface Bindings {
  readonly providerName: string;
  readonly providerVersion?: string;
  readonly providerVersionConstraint?: string;
}

/** @returns the provider that an element's class was generated from, if it was */
export function bindingsOf(element: object): Bindings | undefined {
  return (element as { readonly terraformGeneratorMetadata?: Bindings }).terraformGeneratorMetadata;
}

// What TerraformAsset, and whoever calls addCustomSynthesis, is known by.
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** Whether a construct writes files of its own during cdktf's synth. */
export function hasCustomSynthesis(construct: object): boolean {
  return CUSTOM_SYNTHESIS in construct;
}
