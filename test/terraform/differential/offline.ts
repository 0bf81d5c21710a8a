import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Lets a root module be planned where there is no AWS: what it says of providers stays, and the AWS provider
 * is told besides to ask nobody who it is. State is local.
 */
export function makeOffline(root: string): void {
  const texts = readdirSync(root)
    .filter((name) => /\.tf(\.json)?$/.test(name))
    .map((name) => readFileSync(join(root, name), "utf8"));
  const aliases = [...new Set(texts.flatMap(awsAliases))];
  const configurations = [undefined, ...aliases].map((alias) => ({
    ...(alias !== undefined && { alias }),
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    // Which account it is cannot be known here.
    allowed_account_ids: null,
    forbidden_account_ids: null,
  }));
  const usesAws = texts.some((text) => /"aws_|"aws"/.test(text));
  const override = {
    terraform: { backend: { local: {} } },
    ...(usesAws && { provider: { aws: configurations } }),
  };
  const place = join(root, "zz_offline_override.tf.json");
  if (existsSync(place)) throw new Error(`${place} is there already`);
  writeFileSync(place, JSON.stringify(override));
}

/** Aliases in a file's text, ours or Terraform's JSON. */
function awsAliases(text: string): string[] {
  const hcl = [...text.matchAll(/^provider "aws" \{\n(?:.*\n)*?\}/gm)].flatMap(([block]) => [
    ...block.matchAll(/^ {2}alias\s*= "(.+)"$/gm),
  ]);
  const json = text.startsWith("{")
    ? ((JSON.parse(text) as { provider?: { aws?: { alias?: string }[] } }).provider?.aws ?? [])
    : [];
  return [...hcl.map(([, alias]) => alias), ...json.map(({ alias }) => alias)].filter(
    (alias) => alias !== undefined,
  );
}
