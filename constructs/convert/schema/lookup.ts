import { similar } from "../../plain/check/similar";
import { PlainformError } from "../../plain/errors";
import { type ProviderSchema, type SchemaBlock, shapesOfSchema } from "../../plain/providers/schema";
import { NO_SHAPES, type Shapes } from "../../plain/providers/shape";
import type { Entry } from "../entries";
import { isObject } from "../input/terraform-json";
import { providerOf, type Schemas } from "./load";

const SECTIONS = {
  resource: "resource_schemas",
  data: "data_source_schemas",
  ephemeral: "ephemeral_resource_schemas",
} as const;

/** Kinds of entries whose arguments a provider declares. */
export type DeclaredKind = keyof typeof SECTIONS | "provider";

/** Finds what the provider of a stack's entry declares, by its schema. */
export class SchemaLookup {
  private readonly shapes = new Map<SchemaBlock, Shapes>();
  private readonly missing = new Map<string, PlainformError>();

  /**
   * @param schemas by source address
   * @param required the stack's `required_providers`: local name → `{ source, version }`
   */
  constructor(
    private readonly schemas: Schemas,
    private readonly required: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * @param entry of whose arguments the shapes are wanted
   * @throws PlainformError when the provider does not know the type
   */
  shapesOf(entry: Pick<Entry, "type" | "value"> & { readonly kind: DeclaredKind }, at: string): Shapes {
    const { kind, type, value } = entry;
    // Built in: everything that these take is an argument.
    if (type === "terraform_data" || (kind === "data" && type === "terraform_remote_state")) return NO_SHAPES;
    const localName =
      kind === "provider" ? type : providerOf(type, isObject(value) ? value.provider : undefined);
    const schema = this.schemas[this.sourceOf(localName)];
    const found = schema && (kind === "provider" ? schema.provider : schema[SECTIONS[kind]]?.[type]);
    if (schema === undefined) throw this.missingSchema(localName, at);
    if (found === undefined) throw unknownType(at, kind, type, localName, schema);
    const known = this.shapes.get(found.block) ?? shapesOfSchema(found.block);
    this.shapes.set(found.block, known);
    return known;
  }

  /** One error, the very same, for all that the provider declares: it is reported once. */
  private missingSchema(localName: string, at: string): PlainformError {
    const known =
      this.missing.get(localName) ??
      new PlainformError({
        at,
        what: `there is no schema for the provider ${localName}`,
        got: Object.keys(this.schemas).join(", ") || "no schema at all",
        expected: this.sourceOf(localName),
        fix: "give --schema the output of `terraform providers schema -json` from a folder that is initialised for all providers of the stack",
      });
    this.missing.set(localName, known);
    return known;
  }

  private sourceOf(localName: string): string {
    const entry = this.required[localName];
    const source = isObject(entry) && typeof entry.source === "string" ? entry.source : localName;
    const parts = source.split("/");
    const qualified = parts.length === 1 ? ["hashicorp", ...parts] : parts;
    const path = qualified.slice(-2).join("/").toLowerCase();
    const host = qualified.length > 2 ? qualified[0] : undefined;
    // OpenTofu's registry has the same providers under another host.
    const hosts =
      host === undefined
        ? ["registry.terraform.io", "registry.opentofu.org"]
        : [host, "registry.opentofu.org"];
    return hosts.map((name) => `${name}/${path}`).find((key) => key in this.schemas) ?? `${hosts[0]}/${path}`;
  }
}

function unknownType(
  at: string,
  kind: DeclaredKind,
  type: string,
  localName: string,
  schema: ProviderSchema,
): PlainformError {
  const types = kind === "provider" ? [] : Object.keys(schema[SECTIONS[kind]] ?? {});
  const meant = similar(type, types);
  return new PlainformError({
    at,
    what: `the provider ${localName} knows no ${kind} of this type`,
    got: type,
    expected: meant ?? "a type of the version that the stack requires",
    fix: "give the schema of the provider version that the stack was synthesised for: `terraform init -upgrade` in its folder, or --schema",
  });
}
