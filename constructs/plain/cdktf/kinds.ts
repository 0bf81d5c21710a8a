import { TerraformModule, TerraformVariable } from "cdktf";

/** What stands before the type or the name in an address, by the kind of a class. */
type Kind = "data" | "provider" | "output" | "var" | "module";

/**
 * What a class of elements makes; undefined of a resource's.
 *
 * A process may hold several copies of cdktf: an alias for its successor has one of its own, and so have bindings. So
 * a class is known by the public tests that it inherits (`isTerraformDataSource`), of whichever copy they are.
 */
export function kindOf(type: object): Kind | undefined {
  if ("isTerraformDataSource" in type) return "data";
  if ("isTerraformProvider" in type) return "provider";
  if ("isTerraformOutput" in type) return "output";
  if (isSubclass(type, TerraformVariable)) return "var";
  return isSubclass(type, TerraformModule) ? "module" : undefined;
}

function isSubclass(type: object, base: object): boolean {
  return type === base || Object.prototype.isPrototypeOf.call(base, type);
}

/** @returns whether a construct is an input variable, of whichever copy of cdktf */
export function isVariable(construct: object): boolean {
  return elementType(construct) === "var";
}

/** @returns whether a construct is a local value, of whichever copy of cdktf */
export function isLocal(construct: object): boolean {
  return elementType(construct) === "local";
}

function elementType(construct: object): unknown {
  return (construct as { readonly _elementType?: string })._elementType;
}
