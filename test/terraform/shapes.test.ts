import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { propertyOf } from "../../constructs/plain/cdktf/property-names";
import { correctedPaths, correctionFor } from "../../constructs/plain/providers/aws";
import type { SchemaBlock } from "../../constructs/plain/providers/schema";
import { shapesOfSchema } from "../../constructs/plain/providers/schema";
import { describeWith } from "../support/requirements";
import { type ClassShapes, type Forms, formsOf } from "./shapes/class-shape";
import { type Disagreements, disagreements } from "./shapes/disagreements";
import { runCommand } from "./support/command";
import { temporaryFolder } from "./support/temporary";
import { Terraform } from "./support/terraform";

type Schemas = Readonly<Record<string, { readonly block: SchemaBlock }>>;

interface ProviderSchema {
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas: Schemas;
  readonly data_source_schemas: Schemas;
}

describeWith(["terraform"], "what the provider's classes say of blocks", () => {
  let classes: ReadonlyMap<string, ClassShapes>;
  let declared: Forms;
  let schemas: ReadonlyMap<string, SchemaBlock>;

  beforeAll(async () => {
    ({ classes, declared } = await readClasses());
    schemas = await readSchemas();
  }, 180_000);

  it("is there for every resource and data source, and for no others", () => {
    expect([...classes.keys()].sort()).toEqual([...schemas.keys()].sort());
    expect(classes.size).toBeGreaterThan(2_000);
  });

  it("is what Terraform wants, but for exactly the corrections", () => {
    const found: Record<string, Disagreements[string]> = {};
    for (const [path, shapes] of classes) {
      const schema = schemas.get(path);
      if (schema !== undefined) Object.assign(found, disagreements(path, shapes, schema));
    }
    const corrections = Object.fromEntries(correctedPaths().map((path) => [path, correctionFor(path)]));
    expect(found).toEqual(corrections);
  });

  it("is needed by nobody who reads the declarations: they say what Terraform wants", () => {
    const wanted: Forms = Object.assign(
      {},
      ...[...schemas].map(([path, schema]) => formsOf(path, shapesOfSchema(schema))),
    );
    const compared = Object.entries(declared).filter(([path]) => path in wanted);
    const wrong = compared.filter(([path, form]) => form.replace(/s$/, "") !== wanted[path]);
    // A required list of objects: as an attribute it is written with all their members, which Terraform takes too.
    expect(wrong).toEqual([["aws_auditmanager_assessment.roles", "attribute"]]);
    expect(compared.length).toBeGreaterThan(20_000);
  });
});

describe("the properties of the provider's classes", () => {
  it("are spelled as is known here", () => {
    const library = join(require.resolve("@cdktf/provider-aws/package.json"), "../lib");
    const files = readdirSync(library).map((name) => join(library, name, "index.d.ts"));
    const wrong = files.filter(existsSync).flatMap((file) => {
      const declared = readFileSync(file, "utf8").matchAll(
        /\{@link \S+#(\w+)\}(?:[^/]|\/(?!\*))*?\*\/\s*readonly (\w+)\??:/g,
      );
      return [...declared].filter(([, name = "", property]) => propertyOf(name) !== property);
    });
    expect(wrong.map(([, name, property]) => [name, property])).toEqual([]);
  });
});

interface Classes {
  readonly classes: ReadonlyMap<string, ClassShapes>;
  readonly declared: Forms;
}

async function readClasses(): Promise<Classes> {
  const program = join(__dirname, "shapes", "read-classes.ts");
  const { stdout } = await runCommand(
    process.execPath,
    ["--max-old-space-size=6000", "-r", "tsx/cjs", program],
    { cwd: process.cwd(), env: process.env, timeoutSeconds: 120 },
  );
  const lines = stdout.trimEnd().split("\n");
  const read = lines.map((line) => JSON.parse(line) as [string, ClassShapes, Forms?]);
  return {
    classes: new Map(read.map(([path, shapes]) => [path, shapes])),
    declared: Object.assign({}, ...read.map(([, , forms]) => forms)),
  };
}

async function readSchemas(): Promise<ReadonlyMap<string, SchemaBlock>> {
  const folder = temporaryFolder("schema");
  const requirements = { required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } } };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: requirements }));
  const terraform = new Terraform(folder);
  await terraform.init();
  const { stdout } = await terraform.run(["providers", "schema", "-json"]);
  const { provider_schemas } = JSON.parse(stdout) as {
    provider_schemas: Readonly<Record<string, ProviderSchema>>;
  };
  const [schema] = Object.values(provider_schemas);
  const named = (prefix: string, all: Schemas = {}): (readonly [string, SchemaBlock])[] =>
    Object.entries(all).map(([type, { block }]) => [prefix + type, block]);
  return new Map([
    ...named("", schema && { aws: schema.provider }),
    ...named("", schema?.resource_schemas),
    ...named("data.", schema?.data_source_schemas),
  ]);
}
