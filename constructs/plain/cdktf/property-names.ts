/** Names that the generator does not take for a property, with what it takes instead. */
const TAKEN: Readonly<Record<string, string>> = {
  build: "buildAttribute",
  equals: "equalTo",
  importFrom: "importFromAttribute",
  moveTo: "moveToAttribute",
  node: "nodeAttribute",
  self: "selfAttribute",
  software: "softwareAttribute",
  system: "systemAttribute",
  tfResourceType: "tfResourceTypeAttribute",
};

/**
 * The property of a generated class for an argument, as the generator spells it (`escapeAttributeName` of cdktf's
 * provider-generator): `cidr_block` → `cidrBlock`, `m2ts_settings` → `m2TsSettings`.
 */
export function propertyOf(argument: string): string {
  const name = argument
    .replace(/_+([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
    .replace(/\d[a-z]/g, (pair) => pair.toUpperCase());
  return TAKEN[name] ?? name.replace(/^get(?=[A-Z])/, "fetch");
}
