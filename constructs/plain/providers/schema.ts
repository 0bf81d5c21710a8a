import type { Shape, Shapes } from "./shape";

/** The part of `terraform providers schema -json` that says how an argument is written. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** An attribute of a schema: its type as Terraform spells it, or the attributes of an object within. */
export interface SchemaAttribute {
  readonly type?: unknown;
  readonly nested_type?: { readonly attributes?: Readonly<Record<string, SchemaAttribute>> };
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly sensitive?: boolean;
}

/** All that one provider declares. */
export interface ProviderSchema {
  readonly provider?: { readonly block: SchemaBlock };
  readonly resource_schemas?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  readonly data_source_schemas?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  readonly ephemeral_resource_schemas?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** @returns whether an author may set an attribute */
export function isSettable({ optional, required }: SchemaAttribute): boolean {
  return optional === true || required === true;
}

/**
 * @returns whether an attribute is a list or set of objects, which is written with block syntax too
 * (https://developer.hashicorp.com/terraform/language/attr-as-blocks); an empty one only as an attribute
 */
export function takesBothSyntaxes({ type }: SchemaAttribute): boolean {
  const [collection, element] = Array.isArray(type) ? type : [];
  return (collection === "list" || collection === "set") && Array.isArray(element) && element[0] === "object";
}

/** The arguments of a block as its provider's schema declares them: the last word on what is a block. */
export function shapesOfSchema({ attributes = {}, block_types = {} }: SchemaBlock): Shapes {
  return new Map<string, Shape>([
    ...Object.entries(attributes).map(([name, attribute]) => [name, shapeOfAttribute(attribute)] as const),
    ...Object.entries(block_types).map(
      ([name, { block }]) => [name, { isBlock: true, isMap: false, nested: shapesOfSchema(block) }] as const,
    ),
  ]);
}

function shapeOfAttribute(attribute: SchemaAttribute): Shape {
  if (takesBothSyntaxes(attribute))
    return { isBlock: true, isMap: false, correction: "emptiable", nested: objectShapes(attribute.type) };
  const nested = Object.entries(attribute.nested_type?.attributes ?? {}).map(
    ([name, inner]) => [name, { ...shapeOfAttribute(inner), isBlock: false }] as const,
  );
  const isSensitive = attribute.sensitive === true;
  return { isBlock: false, isMap: false, nested: new Map(nested), ...(isSensitive && { isSensitive }) };
}

/** `["list", ["object", { name: type }]]`: within block syntax, lists of objects are blocks again. */
function objectShapes(type: unknown): Shapes {
  const [, element] = Array.isArray(type) ? type : [];
  const [, members] = Array.isArray(element) ? element : [];
  return new Map(
    Object.entries((members ?? {}) as Record<string, unknown>).map(([name, inner]) => [
      name,
      shapeOfAttribute({ type: inner }),
    ]),
  );
}
