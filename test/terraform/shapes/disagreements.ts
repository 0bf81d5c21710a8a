import type { Correction } from "../../../constructs/plain/providers/aws";
import { isSettable, type SchemaBlock, takesBothSyntaxes } from "../../../constructs/plain/providers/schema";
import type { ClassShapes } from "./class-shape";

/** Where a class is not what Terraform wants, and how it would have to be corrected. */
export type Disagreements = Readonly<Record<string, Correction | "unknown to the class">>;

/** Holds a class against the provider's schema, nested blocks too. */
export function disagreements(path: string, shapes: ClassShapes, schema: SchemaBlock): Disagreements {
  const found: Record<string, Disagreements[string]> = {};
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    if (!isSettable(attribute) || shapes[name]?.isBlock !== true) continue;
    found[`${path}.${name}`] = takesBothSyntaxes(attribute) ? "emptiable" : "attribute";
  }
  for (const [name, { block }] of Object.entries(schema.block_types ?? {})) {
    if (!holdsSettable(block)) continue;
    const shape = shapes[name];
    if (shape === undefined) found[`${path}.${name}`] = "unknown to the class";
    else if (!shape.isBlock) found[`${path}.${name}`] = "blocks";
    else Object.assign(found, disagreements(`${path}.${name}`, shape.nested, block));
  }
  return found;
}

/** Some blocks of data sources only tell; nobody writes them. */
function holdsSettable({ attributes, block_types }: SchemaBlock): boolean {
  return (
    Object.values(attributes ?? {}).some(isSettable) ||
    Object.values(block_types ?? {}).some(({ block }) => holdsSettable(block))
  );
}
