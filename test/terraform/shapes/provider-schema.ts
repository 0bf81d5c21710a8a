/** The part of `terraform providers schema -json` that says what takes block syntax. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

export interface SchemaAttribute {
  readonly type?: unknown;
  readonly optional?: boolean;
  readonly required?: boolean;
}

/** An attribute that an author may set. */
export function isSettable({ optional, required }: SchemaAttribute): boolean {
  return optional === true || required === true;
}

/** A list or set of objects: written with block syntax too, but an empty one only as an attribute. */
export function takesBothSyntaxes({ type }: SchemaAttribute): boolean {
  const [collection, element] = Array.isArray(type) ? type : [];
  return (collection === "list" || collection === "set") && Array.isArray(element) && element[0] === "object";
}
