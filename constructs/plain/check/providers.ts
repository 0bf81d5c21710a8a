import type { Problem } from "../errors";

/**
 * Finds version constraints on providers that nothing uses.
 *
 * @param constraints by local name
 * @param used local names of the providers that the module requires
 * @param at path of the module
 */
export function unusedConstraints(
  constraints: Readonly<Record<string, string>>,
  used: readonly string[],
  at: string,
): readonly Problem[] {
  return Object.keys(constraints)
    .filter((name) => !used.includes(name))
    .map((name) => ({
      at,
      what: "a version is required of a provider that nothing here uses",
      got: name,
      expected: `one of ${used.join(", ") || "none"}`,
      fix: "leave the constraint out",
    }));
}
