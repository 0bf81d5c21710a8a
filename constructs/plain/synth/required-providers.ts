import { type TerraformElement, TerraformProvider } from "cdktf";
import { type Bindings, bindingsOf } from "../cdktf/elements";
import type { PassedProvider } from "../layout/module-kinds";

/** A provider that a module requires. */
export interface RequiredProvider {
  /** Registry address: `hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
  /** Addresses that the module's caller gives configurations to: `aws.peer`. */
  readonly aliases?: readonly string[];
}

/**
 * The providers of a module, by local name, in order of first use.
 * @param others local names of the providers that are used by what is no element
 */
export function requiredProviders(
  elements: readonly TerraformElement[],
  {
    requiredProviders: constraints,
    passedProviders = [],
  }: {
    readonly requiredProviders: Readonly<Record<string, string>>;
    readonly passedProviders?: readonly PassedProvider[];
  },
  others: readonly string[] = [],
): ReadonlyMap<string, RequiredProvider> {
  const found = new Map<string, RequiredProvider>();
  for (const element of [...elements, ...passedProviders.map(({ provider }) => provider)]) {
    const bindings = bindingsOf(element);
    const isProvider = TerraformProvider.isTerraformProvider(element);
    const name = isProvider ? element.terraformResourceType : bindings?.providerName;
    // `terraform_data` and remote state are built in.
    if (name === undefined || name === "terraform") continue;
    const source = isProvider ? element.terraformProviderSource : undefined;
    const known = found.get(name);
    found.set(name, {
      source: qualified(source ?? known?.source ?? name),
      version: constraints[name] ?? bounded(bindings) ?? known?.version ?? "",
    });
  }
  for (const name of others)
    if (name !== "terraform" && !found.has(name))
      found.set(name, { source: qualified(name), version: constraints[name] ?? "" });
  for (const { provider, moduleAlias } of passedProviders) {
    const name = provider.terraformResourceType;
    const known = found.get(name);
    if (known !== undefined)
      found.set(name, { ...known, aliases: [...(known.aliases ?? []), `${name}.${moduleAlias}`] });
  }
  return found;
}

// The bindings name only the provider; Terraform would guess the same namespace, a reader should not have to.
function qualified(source: string): string {
  return source.includes("/") ? source.replace(/^registry\.terraform\.io\//, "") : `hashicorp/${source}`;
}

// From the version that the bindings were made from: what they know may be missing in an older one.
function bounded(bindings: Bindings | undefined): string | undefined {
  const [major, minor] = bindings?.providerVersion?.split(".") ?? [];
  return major !== undefined && minor !== undefined
    ? `~> ${major}.${minor}`
    : bindings?.providerVersionConstraint;
}
