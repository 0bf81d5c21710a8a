import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, record } from "../plan-json/json";
import type { Change } from "../plan-json/plan";

/** Types whose destruction takes data along: databases, buckets, volumes, by how providers call them. */
const HOLDS_DATA =
  /_(?:buckets?|volume|persistent_volume_claim|disk|file_?system|file_share|storage_account|db_instance|rds_cluster|database|database_instance|sql_instance|flexible_server|dynamodb_table|cosmosdb_account|(?:redshift|docdb|neptune|memorydb|elasticache|dax)_cluster|replication_group|(?:opensearch|elasticsearch)_domain|(?:keyspaces|timestreamwrite|bigtable|bigquery)_table|bigquery_dataset|(?:spanner|bigtable|redis)_instance|backup_vault|s3_object)$/;

/** Why a change must not be merged without approval; undefined where none is needed. */
export function guardOf(change: Change, kept: ReadonlySet<string>): string | undefined {
  if (change.action !== "delete" && change.action !== "replace") return undefined;
  if (kept.has(change.block)) return "prevent_destroy";
  return HOLDS_DATA.test(change.type) ? "holds data" : undefined;
}

/**
 * The resources, as type and name, that a configuration does not let be destroyed. A plan does not say so. Where a
 * change takes `prevent_destroy` away, the configuration as it was before still has it.
 *
 * @param folder of a root module; local modules below it count too. Nothing where it does not exist
 */
export function preventDestroyIn(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => !path.includes(".terraform/"),
  );
  return new Set(
    files.flatMap((path) => {
      if (path.endsWith(".tf")) return inHcl(readFileSync(join(folder, path), "utf8"));
      return path.endsWith(".tf.json") ? inJson(join(folder, path)) : [];
    }),
  );
}

/** By lines, as formatted: what a heredoc looks like guards once too often, never too seldom. */
function inHcl(text: string): readonly string[] {
  const found: string[] = [];
  let block: string | undefined;
  for (const line of text.split("\n")) {
    const [header, keyword, type, name] = /^(\w+)(?:[ \t]+"([^"]*)"[ \t]+"([^"]*)")?/.exec(line) ?? [];
    if (header !== undefined) block = keyword === "resource" ? `${type}.${name}` : undefined;
    if (block !== undefined && /^[^#]*\bprevent_destroy[ \t]*=[ \t]*true\b/.test(line)) found.push(block);
  }
  return found;
}

function inJson(file: string): readonly string[] {
  // Terraform takes a list of bodies too.
  const bodies = [readJson(file)].flat().map(record);
  return bodies.flatMap(({ resource: types }) =>
    Object.entries(record(types)).flatMap(([type, resources]) =>
      Object.entries(record(resources))
        .filter(([, resource]) =>
          JSON.stringify(record(resource).lifecycle ?? {}).includes('"prevent_destroy":true'),
        )
        .map(([name]) => `${type}.${name}`),
    ),
  );
}
