import type { Values } from "../cdktf/values";
import { refusingVariables } from "../check/backend";
import { argument, type Block, type Body, block, type Expression, str, tuple } from "../hcl";
import { labelledTrees, treesOf } from "../lower/block-values";
import { lowerBody } from "../lower/body";
import { lowerConstant } from "../lower/constant";
import type { Environment } from "../lower/contexts";
import { lowerBare } from "../lower/value";
import { NO_SHAPES } from "../providers/shape";
import type { RequiredProvider } from "./required-providers";

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
  const {
    required_version,
    required_providers: overridden,
    backend,
    cloud,
    provider_meta,
    ...rest
  } = settings;
  const version = typeof required_version === "string" ? required_version : requiredVersion;
  const body: Body[number][] = [[argument("required_version", str(version))]];
  const changes = new Map(
    treesOf(overridden, "required_providers", environment).flatMap((tree) => Object.entries(tree)),
  );
  const entries = [...new Set([...providers.keys(), ...changes.keys()])].map((name) =>
    argument(name, requirement(providers.get(name), changes.get(name), environment)),
  );
  if (entries.length > 0) body.push([block("required_providers", [], [entries])]);
  for (const [type, values] of labelledTrees(backend, "backend", environment))
    body.push([refusingVariables(block("backend", [type], backendBody(values, environment)), environment)]);
  for (const values of treesOf(cloud, "cloud", environment))
    body.push([refusingVariables(block("cloud", [], backendBody(values, environment)), environment)]);
  for (const [name, values] of labelledTrees(provider_meta, "provider_meta", environment))
    body.push([
      block("provider_meta", [name], lowerBody(values, { environment, path: "meta", shapes: NO_SHAPES })),
    ]);
  body.push(...lowerBody(rest, { environment, path: "terraform", shapes: NO_SHAPES }));
  return block("terraform", [], body);
}

function requirement(
  { aliases, ...found }: Partial<RequiredProvider> = {},
  change: unknown,
  environment: Environment,
): Expression {
  // Terraform 0.12's form, which is still read.
  const changed = typeof change === "string" ? { version: change } : change;
  const values: Values = Object.assign(
    { ...found, configuration_aliases: aliases },
    ...treesOf(changed, "a required provider", environment),
  );
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return {
    kind: "object",
    entries: entries.map(([key, value]) => ({
      key: str(key),
      value:
        key === "configuration_aliases" && Array.isArray(value)
          ? tuple(value.map((item) => lowerBare(String(item), environment)))
          : lowerConstant(value, environment),
    })),
  };
}

function backendBody({ workspaces, ...rest }: Values, environment: Environment): Body {
  const body = lowerBody(rest, { environment, path: "backend", shapes: NO_SHAPES });
  // The one nested block that backends have.
  const nested = treesOf(workspaces, "workspaces", environment).map((values) => [
    block("workspaces", [], backendBody(values, environment)),
  ]);
  return [...body, ...nested];
}
