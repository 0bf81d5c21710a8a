import { isTree } from "../cdktf/values";
import type { Problem } from "../errors";
import type { Shapes } from "../providers/shape";
import { similar } from "./similar";

/** What Terraform itself reads in a block of each kind, besides what the provider declares. */
const META = new Set([
  "//",
  "count",
  "for_each",
  "provider",
  "depends_on",
  "lifecycle",
  "provisioner",
  "connection",
  "dynamic",
  "alias",
  "version",
]);

/**
 * Finds arguments that a resource, data source or provider does not have, in nested blocks too.
 *
 * @param values arguments with the names that Terraform spells
 * @param shapes what the class or the schema declares
 */
export function unknownArguments(values: unknown, shapes: Shapes, at: string): readonly Problem[] {
  return below(values, shapes, at, [], META);
}

function below(
  value: unknown,
  shapes: Shapes,
  at: string,
  path: readonly string[],
  allowed: ReadonlySet<string>,
): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((item) => below(item, shapes, at, path, allowed));
  // Nothing is known of what is within: a map, or an object that the class has no types for.
  if (!isTree(value) || shapes.size === 0) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (allowed.has(name)) return [];
    const shape = shapes.get(name);
    if (shape === undefined) return [unknownArgument(name, shapes, at, path)];
    return shape.isBlock ? below(inner, shape.nested, at, [...path, name], NESTED) : [];
  });
}

const NESTED = new Set(["//", "dynamic"]);

function unknownArgument(name: string, shapes: Shapes, at: string, path: readonly string[]): Problem {
  const meant = similar(name, shapes.keys());
  return {
    at,
    what: "there is no argument of this name",
    got: [...path, name].join("."),
    ...(meant !== undefined && { expected: [...path, meant].join(".") }),
    fix:
      meant === undefined
        ? "correct the name; if the provider has it since a later version, take that version"
        : `did you mean ${meant}?`,
  };
}
