import { resolve } from "node:path";
import { type TerraformElement, TerraformProvider } from "cdktf";
import type { Problem } from "../errors";
import { argument, type Block, type Body, block, type Expression, str } from "../hcl";
import { lowerBody } from "../lower/body";
import type { Environment } from "../lower/environment";
import { isTree } from "../lower/merge";
import { NO_SHAPES } from "../lower/shape";

/** A provider that a module requires. */
export interface RequiredProvider {
  /** Registry address: `hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
}

interface ProviderMetadata {
  readonly providerName: string;
  readonly providerVersion?: string;
  readonly providerVersionConstraint?: string;
}

/** The providers of a module's elements, by local name, in order of first use. */
export function requiredProviders(
  elements: readonly TerraformElement[],
  {
    requiredProviders: constraints,
    sharedConstraints,
  }: { readonly requiredProviders: Readonly<Record<string, string>>; readonly sharedConstraints?: boolean },
  at: string,
  problems: Problem[],
): ReadonlyMap<string, RequiredProvider> {
  const found = new Map<string, RequiredProvider>();
  for (const element of elements) {
    const metadata = (element as { terraformGeneratorMetadata?: ProviderMetadata })
      .terraformGeneratorMetadata;
    const isProvider = TerraformProvider.isTerraformProvider(element);
    const name = isProvider ? element.terraformResourceType : metadata?.providerName;
    // `terraform_data` and remote state are built in.
    if (name === undefined || name === "terraform") continue;
    const source = isProvider ? element.terraformProviderSource : undefined;
    const known = found.get(name);
    found.set(name, {
      source: qualified(source ?? known?.source ?? name),
      version: constraints[name] ?? bounded(metadata) ?? known?.version ?? "",
    });
  }
  const unused = sharedConstraints
    ? []
    : Object.keys(constraints).filter((candidate) => !found.has(candidate));
  for (const name of unused)
    problems.push({
      at,
      what: "a version is required of a provider that nothing here uses",
      got: name,
      expected: `one of ${[...found.keys()].join(", ") || "none"}`,
      fix: "leave the constraint out",
    });
  return found;
}

// The bindings name only the provider; Terraform would guess the same namespace, a reader should not have to.
function qualified(source: string): string {
  return source.includes("/") ? source.replace(/^registry\.terraform\.io\//, "") : `hashicorp/${source}`;
}

// From the version that the bindings were made from: what they know may be missing in an older one.
function bounded(metadata: ProviderMetadata | undefined): string | undefined {
  const [major, minor] = metadata?.providerVersion?.split(".") ?? [];
  return major !== undefined && minor !== undefined
    ? `~> ${major}.${minor}`
    : metadata?.providerVersionConstraint;
}

/**
 * The `terraform` block of a module.
 *
 * @param settings what elements and overrides ask for besides: `{ backend: { s3: {…} } }`
 */
export function terraformBlock(
  requiredVersion: string,
  providers: ReadonlyMap<string, RequiredProvider>,
  settings: Readonly<Record<string, unknown>>,
  environment: Environment,
): Block {
  const { required_version, required_providers: overridden, backend, cloud, ...rest } = settings;
  const version = typeof required_version === "string" ? required_version : requiredVersion;
  const body: Body[number][] = [[argument("required_version", str(version))]];
  const entries = [...providers].map(([name, provider]) => {
    const change = isTree(overridden) && isTree(overridden[name]) ? overridden[name] : {};
    return argument(name, objectOf({ ...provider, ...change }));
  });
  if (entries.length > 0) body.push([block("required_providers", [], [entries])]);
  for (const [type, values] of Object.entries(isTree(backend) ? backend : {}))
    body.push([
      block("backend", [type], backendBody(withoutDefaultPath(type, values, environment), environment)),
    ]);
  if (isTree(cloud)) body.push([block("cloud", [], backendBody(cloud, environment))]);
  body.push(...lowerBody(rest, { environment, path: "terraform", shapes: NO_SHAPES }));
  return block("terraform", [], body);
}

function objectOf(values: Readonly<Record<string, unknown>>): Expression {
  const entries = Object.entries(values).filter(([, value]) => typeof value === "string" && value !== "");
  return {
    kind: "object",
    entries: entries.map(([key, value]) => ({ key: str(key), value: str(String(value)) })),
  };
}

// Where the author gave none, cdktf has put a path of the machine that it runs on.
function withoutDefaultPath(type: string, values: unknown, { stack }: Environment): unknown {
  if (type !== "local" || !isTree(values)) return values;
  const { path, ...rest } = values;
  return path === resolve(`terraform.${stack.node.id}.tfstate`) ? rest : values;
}

function backendBody(values: unknown, environment: Environment): Body {
  if (!isTree(values)) return [];
  const { workspaces, ...rest } = values;
  const body = lowerBody(rest, { environment, path: "backend", shapes: NO_SHAPES });
  // The one nested block that backends have.
  return isTree(workspaces)
    ? [...body, [block("workspaces", [], backendBody(workspaces, environment))]]
    : body;
}
