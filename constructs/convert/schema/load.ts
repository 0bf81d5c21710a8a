import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Values } from "../../plain/cdktf/values";
import { PlainformError } from "../../plain/errors";
import type { ProviderSchema } from "../../plain/providers/schema";
import type { StackInput } from "../input/stacks";
import { isObject } from "../input/terraform-json";
import { runTerraform } from "../terraform";

/** Provider source address, `registry.terraform.io/hashicorp/aws` → what it declares. */
export type Schemas = Readonly<Record<string, ProviderSchema>>;

export interface SchemaOptions {
  /** A file with the output of `terraform providers schema -json`; without it, Terraform is asked. */
  readonly schemaFile?: string;
  /** `terraform`, `tofu`, or a path. @default "terraform" */
  readonly terraform?: string;
}

const WAYS =
  "initialise the stack (`terraform init` in its folder, or `cdktf diff`) and try again, or give --schema the output of `terraform providers schema -json` from a place where it is initialised";

/** Hands out the schemas of each stack's providers; stacks that require the same are asked for once. */
export function schemaLoader(options: SchemaOptions): (stack: StackInput) => Schemas {
  if (options.schemaFile !== undefined) {
    const schemas = readSchemaFile(options.schemaFile);
    return () => schemas;
  }
  const known = new Map<string, Schemas>();
  return (stack) => {
    const { configuration } = stack;
    const required = { ...impliedProviders(configuration), ...requiredProviders(configuration) };
    if (Object.keys(required).length === 0) return {};
    const key = JSON.stringify(required);
    const schemas = known.get(key) ?? askTerraform(stack, required, options.terraform ?? "terraform");
    known.set(key, schemas);
    return schemas;
  };
}

/** The `required_providers` of a configuration, by local name. */
export function requiredProviders(configuration: Values): Values {
  const blocks = [configuration.terraform].flat().filter(isObject);
  const required = blocks.flatMap(({ required_providers }) => [required_providers].flat()).filter(isObject);
  const { "//": _comment, ...providers } = Object.assign({}, ...required) as Values;
  return providers;
}

/** Providers that nothing declares: Terraform takes HashiCorp's of the name that the types begin with. */
function impliedProviders(configuration: Values): Values {
  const types = ["resource", "data", "ephemeral"].flatMap((kind) =>
    [configuration[kind]].flat().flatMap((blocks) => (isObject(blocks) ? Object.entries(blocks) : [])),
  );
  const names = types.flatMap(([type, blocks]) =>
    [blocks]
      .flat()
      .flatMap((named) => (isObject(named) ? Object.values(named) : []))
      .map((block) => providerOf(type, isObject(block) ? block.provider : undefined)),
  );
  const configured = [configuration.provider]
    .flat()
    .flatMap((blocks) => (isObject(blocks) ? Object.keys(blocks) : []));
  const implied = [...new Set([...names, ...configured])].filter(
    (name) => name !== "terraform" && name !== "//",
  );
  return Object.fromEntries(implied.map((name) => [name, { source: `hashicorp/${name}` }]));
}

/** Local name of a block's provider: `provider = aws.west` says it; otherwise the type's first word does. */
export function providerOf(type: string, provider: unknown): string {
  const said = typeof provider === "string" ? provider.replace(/^\$\{|\}$/g, "") : type.split("_")[0];
  return said?.split(".")[0] ?? type;
}

function askTerraform(stack: StackInput, required: Values, program: string): Schemas {
  const args = ["providers", "schema", "-json"];
  try {
    if (existsSync(join(stack.folder, ".terraform")))
      return parseSchemas(runTerraform(args, { program, cwd: stack.folder }).stdout, stack.folder);
  } catch {
    // Initialised for something else, for instance: a folder of our own is asked instead.
  }
  const folder = mkdtempSync(join(tmpdir(), "plainform-schema-"));
  try {
    const configuration = { terraform: { required_providers: required } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    const lock = join(stack.folder, ".terraform.lock.hcl");
    if (existsSync(lock)) copyFileSync(lock, join(folder, ".terraform.lock.hcl"));
    runTerraform(["init", "-backend=false", "-input=false", "-no-color"], { program, cwd: folder });
    return parseSchemas(runTerraform(args, { program, cwd: folder }).stdout, stack.folder);
  } catch (error) {
    if (!(error instanceof PlainformError)) throw error;
    throw new PlainformError({
      at: stack.name,
      what: "the schemas of the providers are missing; they say what is a block and what an argument",
      got: error.problems.map(({ what, got }) => [what, got].filter(Boolean).join(": ")).join("; "),
      expected: Object.entries(required)
        .map(([name, value]) =>
          (isObject(value) ? `${value.source ?? name} ${value.version ?? ""}` : name).trim(),
        )
        .join(", "),
      fix: WAYS,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readSchemaFile(file: string): Schemas {
  try {
    return parseSchemas(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof PlainformError) throw error;
    throw new PlainformError({
      at: file,
      what: "the schema cannot be read",
      got: error instanceof Error ? error.message : String(error),
      expected: "a file with the output of `terraform providers schema -json`",
      fix: WAYS,
    });
  }
}

function parseSchemas(text: string, at: string): Schemas {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const schemas = isObject(content) ? (content.provider_schemas ?? {}) : undefined;
  if (isObject(schemas) && isObject(content) && typeof content.format_version === "string")
    return schemas as Schemas;
  throw new PlainformError({
    at,
    what: "this is not a schema of providers",
    got: text.slice(0, 60),
    expected: '{ "format_version": "1.0", "provider_schemas": { … } }',
    fix: WAYS,
  });
}
