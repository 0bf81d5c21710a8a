import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { jsonArguments, jsonKind } from "../../../constructs/plain/providers/aws-json";
import { describeWith } from "../../support/requirements";
import { temporaryFolder } from "../../terraform/support/temporary";
import { Terraform } from "../../terraform/support/terraform";
import { DOCUMENTS, TEXTS } from "./json-cases";

const CASES = Object.entries({ ...DOCUMENTS, ...TEXTS });
const PROVIDER = {
  region: "us-east-1",
  access_key: "x",
  secret_key: "x",
  skip_credentials_validation: true,
  // Nobody answers: it would ask 25 times which versions of OpenSearch a domain may be upgraded to.
  max_retries: 1,
};

/** What a plan says of a resource. */
interface Planned {
  readonly type: string;
  /** Here the argument that the case is about. */
  readonly name: string;
  readonly schema_version: number;
  readonly values: Readonly<Record<string, unknown>>;
}

describeWith(["terraform"], "the AWS provider", () => {
  let first: ReadonlyMap<string, Planned>;
  let second: ReadonlyMap<string, Planned>;

  beforeAll(async () => {
    const folder = temporaryFolder("json-arguments");
    const initialised = new Terraform(folder);
    writeConfiguration(folder, (document) => document);
    await initialised.init();
    const terraform = await initialised.shareProvider();
    first = await plannedBy(terraform);
    // As if that had been applied; then the same documents with their keys in another order.
    writeState(folder, [...first.values()]);
    writeConfiguration(folder, reversed);
    second = await plannedBy(terraform);
  }, 180_000);

  const after = (plan: ReadonlyMap<string, Planned>, path: string): unknown =>
    plan.get(path)?.values[path.slice(path.indexOf(".") + 1)];

  it.each(Object.keys(DOCUMENTS))("takes another order of keys for no change: %s", (path) => {
    expect(after(first, path)).toBeTypeOf("string");
    expect(after(second, path)).toBe(after(first, path));
  });

  it.each(jsonArguments())("keeps JSON in a form of its own, or the text: %s (%s)", (path, reason) => {
    const text = JSON.stringify(DOCUMENTS[path]?.document);
    expect(after(first, path) === text ? "compared" : "normalised").toBe(reason);
  });

  it.each(Object.keys(TEXTS))("takes another order of keys for a change: %s", (path) => {
    expect(jsonKind(path)).toBeUndefined();
    expect(after(second, path)).not.toBe(after(first, path));
  });
});

function writeConfiguration(folder: string, arranged: (document: unknown) => unknown): void {
  const resource: Record<string, Record<string, object>> = {};
  for (const [path, { rest, document }] of CASES) {
    const [type = "", name = ""] = path.split(".");
    resource[type] = { ...resource[type], [name]: { ...rest, [name]: JSON.stringify(arranged(document)) } };
  }
  const terraform = { required_providers: { aws: { source: "hashicorp/aws" } } };
  const configuration = {
    terraform,
    provider: { aws: { ...PROVIDER, skip_requesting_account_id: true, skip_metadata_api_check: true } },
    resource,
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
}

function writeState(folder: string, planned: readonly Planned[]): void {
  const resources = planned.map(({ type, name, schema_version, values }) => ({
    mode: "managed",
    type,
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version, attributes: { ...values, id: "x" } }],
  }));
  const state = { version: 4, terraform_version: "1.5.0", serial: 1, lineage: "x", outputs: {}, resources };
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(state));
}

async function plannedBy(terraform: Terraform): Promise<ReadonlyMap<string, Planned>> {
  const plan = await terraform.plan(["-refresh=false"]);
  const { planned_values } = await terraform.planJson(plan);
  const resources = (planned_values.root_module.resources ?? []) as unknown as readonly Planned[];
  return new Map(resources.map((resource) => [`${resource.type}.${resource.name}`, resource]));
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
