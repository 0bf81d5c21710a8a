import { type TerraformElement, TerraformProvider, TerraformStack } from "cdktf";
import type { Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import type { Environment } from "./contexts";

/**
 * Refuses a provider of another module: its address means nothing here.
 *
 * @param provider what the element was given, if anything
 * @param values the element's, overrides included: one may have put an address of this module's in its place
 */
export function checkProvider(element: TerraformElement, values: Values, { at, stack }: Environment): void {
  const { provider } = element as { readonly provider?: unknown };
  if (!isProvider(provider) || values.provider !== provider.fqn) return;
  refuseForeign(provider, { at, stack });
}

/** Refuses to hand a module a provider that is configured in another stack. */
export function checkProviders(element: TerraformElement, { at, stack }: Environment): void {
  const { providers = [] } = element as { readonly providers?: readonly unknown[] };
  for (const given of providers) {
    const provider = isProvider(given) ? given : (given as { readonly provider: unknown }).provider;
    if (isProvider(provider)) refuseForeign(provider, { at, stack });
  }
}

function refuseForeign(provider: TerraformProvider, { at, stack }: Pick<Environment, "at" | "stack">): void {
  const { terraformResourceType: type, alias } = provider;
  if (isOutsideStacks(provider)) {
    if (alias === undefined) return;
    throw new PlainformError({
      at,
      what: "a provider that no stack configures is used",
      got: `${type}.${alias}, created on the App`,
      expected: "a provider in the stack that uses it: one on the App is in no configuration",
      fix: `create it in ${stack.node.path}`,
    });
  }
  if (provider.cdktfStack === stack) return;
  throw new PlainformError({
    at,
    what: "a provider of another module is used",
    got: `${provider.fqn} of ${provider.cdktfStack.node.path}, used in ${stack.node.path}`,
    expected: "a provider that the caller passes in",
    fix:
      alias === undefined
        ? "leave it out: a module inherits its caller's default providers"
        : `call the module with providers: [{ provider, moduleAlias: "${alias}" }], and use it inside with addOverride("provider", "${type}.${alias}")`,
  });
}

/** @returns whether a provider was created on the App itself: cdktf's JSON names it and configures it nowhere */
export function isOutsideStacks(provider: TerraformProvider): boolean {
  return !provider.node.scopes.some(TerraformStack.isStack);
}

const isProvider = (value: unknown): value is TerraformProvider =>
  TerraformProvider.isTerraformProvider(value as TerraformProvider);
