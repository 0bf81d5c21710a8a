import { TerraformStack } from "cdktf";

/** The method of a stack that gives its elements names. */
export const NAMING_RULE = "allocateLogicalId";

/** Whether a class of stacks has a rule for names that is not cdktf's; the method is protected in cdktf's types. */
export function hasNamingRule({ prototype }: { readonly prototype: TerraformStack }): boolean {
  const ruleOf = (stack: TerraformStack): unknown =>
    (stack as unknown as Record<typeof NAMING_RULE, unknown>)[NAMING_RULE];
  return ruleOf(prototype) !== ruleOf(TerraformStack.prototype);
}
