import type { TerraformStack } from "cdktf";
import { closest, distance } from "fastest-levenshtein";
import { PlainformError } from "../errors";
import { joined, type RootModule } from "../layout/module-kinds";
import { metadataPath } from "./stack-metadata";

/** The stacks that a synth is about, and those that it leaves as they are. */
export interface Choice {
  readonly stacks: readonly RootModule[];
  readonly otherStacks: readonly RootModule[];
  /** Stacks of cdktf's own kind that are not meant. */
  readonly skipped: readonly TerraformStack[];
}

/**
 * Chooses stacks by id or by system. All stacks of a system go together: they share its files.
 *
 * @param names all stacks when there are none
 * @throws PlainformError when nothing has such a name
 */
export function choose(
  stacks: readonly RootModule[],
  foreign: readonly TerraformStack[],
  names: readonly string[],
): Choice {
  if (names.length === 0) return { stacks, otherStacks: [], skipped: [] };
  const namesOf = ({ node, system }: RootModule): readonly string[] => [node.id, system];
  const known = [...new Set([...stacks.flatMap(namesOf), ...foreign.map(({ node }) => node.id)])];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new PlainformError(unknown.map((name) => unknownName(name, known)));
  const named = stacks.filter((stack) => namesOf(stack).some((name) => names.includes(name)));
  const systems = new Set(named.map(({ system }) => system));
  return {
    stacks: stacks.filter(({ system }) => systems.has(system)),
    otherStacks: stacks.filter(({ system }) => !systems.has(system)),
    skipped: foreign.filter(({ node }) => !names.includes(node.id)),
  };
}

/** Whether what was generated at a path belongs to the chosen systems. */
export function isPartOf({ stacks, otherStacks }: Choice, path: string): boolean {
  const owns = ({ system, node }: RootModule): boolean =>
    path === metadataPath(node.id) || path.startsWith(folderOf(system));
  // A system that is the output directory itself has the folders of the others in it.
  return !otherStacks.some((stack) => folderOf(stack.system) !== "" && owns(stack)) && stacks.some(owns);
}

function folderOf(system: string): string {
  return joined(system) === "" ? "" : `${joined(system)}/`;
}

function unknownName(name: string, known: readonly string[]) {
  const nearest = closest(name, [...known]);
  const isNear = distance(name, nearest ?? "") <= name.length / 2;
  return {
    what: "the app has no such stack or system",
    got: name,
    expected: known.length === 0 ? "a stack: the app has none" : `one of ${known.join(", ")}`,
    ...(isNear && { fix: `did you mean ${nearest}?` }),
  };
}
