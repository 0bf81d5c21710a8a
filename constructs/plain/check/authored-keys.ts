import type { TerraformElement } from "cdktf";
import { bindingsOf } from "../cdktf/elements";
import { propertyOf } from "../cdktf/property-names";
import { shapesOf } from "../cdktf/shapes";
import { tokenOfKey } from "../cdktf/tokens";
import type { Problem } from "../errors";
import type { Shapes } from "../providers/shape";
import { similar } from "./similar";

/** What every resource, data source or provider takes besides its own arguments. */
const META = [
  "alias",
  "connection",
  "count",
  "dependsOn",
  "forEach",
  "lifecycle",
  "provider",
  "provisioners",
];

/**
 * Finds keys in a configuration that its class does not know, in nested blocks too. Such a class leaves them out
 * without a word; TypeScript would say it, but plain JavaScript, tsx and esbuild check no types.
 *
 * @param authored the configuration as it was written, if that is known
 * @param at the element's path
 */
export function unknownKeys(element: TerraformElement, authored: unknown, at: string): readonly Problem[] {
  // A class that extends a generated one takes what it likes.
  if (bindingsOf(element) === undefined || !Object.hasOwn(element.constructor, "tfResourceType")) return [];
  const shapes = shapesOf(element);
  return shapes.size === 0 ? [] : keysIn(authored, shapes, { at, path: [], meta: META });
}

interface Place {
  readonly at: string;
  readonly path: readonly string[];
  readonly meta: readonly string[];
}

function keysIn(value: unknown, shapes: Shapes, place: Place): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, shapes, place));
  if (!isLiteral(value)) return [];
  const known = propertiesOf(shapes);
  return Object.entries(value).flatMap(([key, inner]) => {
    const shape = known.get(key);
    if (shape !== undefined) {
      const below = { at: place.at, path: [...place.path, key], meta: [] };
      if (shape.nested.size === 0) return [];
      const values = shape.isMap && isLiteral(inner) ? Object.values(inner) : inner;
      return keysIn(values, shape.nested, below);
    }
    // A key that spreads the encoding of a map, and what JavaScript code leaves out by a condition.
    if (inner === undefined || place.meta.includes(key) || tokenOfKey(key, inner) !== undefined) return [];
    return [unknownKey(key, [...known.keys(), ...place.meta], place)];
  });
}

const properties = new WeakMap<
  Shapes,
  ReadonlyMap<string, { readonly nested: Shapes; readonly isMap: boolean }>
>();

function propertiesOf(shapes: Shapes) {
  const found =
    properties.get(shapes) ?? new Map([...shapes].map(([name, shape]) => [propertyOf(name), shape]));
  properties.set(shapes, found);
  return found;
}

/** Written here: no token, no construct, nothing that a class of its own has made. */
function isLiteral(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function unknownKey(key: string, names: readonly string[], { at, path }: Place): Problem {
  const meant = similar(key, names) ?? similar(propertyOf(key), names);
  return {
    at,
    what: "there is no argument of this name",
    got: [...path, key].join("."),
    ...(meant !== undefined && { expected: [...path, meant].join(".") }),
    fix:
      meant === undefined
        ? "correct the name; if the provider has it since a later version, take bindings of that version, or addOverride()"
        : `did you mean ${meant}?`,
  };
}
