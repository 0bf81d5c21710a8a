import type { TerraformStack } from "cdktf";
import type { Problem } from "../errors";
import { type RootModule, rootModuleFolder } from "../layout/module-kinds";

/** The folder below the output directory that cdktf's command line empties before each synth. */
const CDKTF_FOLDER = "stacks";

/**
 * Stacks that would be written over each other: two root modules in one folder, or two of one id, which is what
 * cdktf's manifest knows a stack by; and those in the folder that cdktf's command line takes for its own.
 *
 * @param others stacks of cdktf's own kind, which have an id too
 */
export function stackClashes(
  stacks: readonly RootModule[],
  others: readonly TerraformStack[],
): readonly Problem[] {
  return [
    ...clashes(stacks, rootModuleFolder).map(({ one, other, key }) => ({
      at: other.node.path,
      what: "two stacks have their root module in one folder",
      got: `${key}, of ${one.node.path} and of ${other.node.path}`,
      expected: "a folder for each root module",
      fix: "give one of them another system or rootModule",
    })),
    ...clashes([...others, ...stacks], ({ node }) => node.id).map(({ one, other, key }) => ({
      at: other.node.path,
      what: "two stacks have the same id",
      got: `${key}, of ${one.node.path} and of ${other.node.path}`,
      expected: "an id for each stack: cdktf's command line calls them by it",
      fix: "give one of them another id; system and rootModule say where it is written",
    })),
    ...stacks.filter(isInCdktfFolder).map((stack) => ({
      at: stack.node.path,
      what: `cdktf's command line empties the folder ${CDKTF_FOLDER} before each synth`,
      got: rootModuleFolder(stack),
      expected: "another folder: state that Terraform leaves in this one would be lost",
      fix: `give it another system: new PlainStack(app, ${JSON.stringify(stack.node.id)}, { system: "…" })`,
    })),
  ];
}

function isInCdktfFolder(stack: RootModule): boolean {
  return rootModuleFolder(stack).split("/")[0]?.toLowerCase() === CDKTF_FOLDER;
}

interface Clash<Stack> {
  readonly one: Stack;
  readonly other: Stack;
  readonly key: string;
}

function clashes<Stack>(stacks: readonly Stack[], keyOf: (stack: Stack) => string): readonly Clash<Stack>[] {
  const first = new Map<string, Stack>();
  return stacks.flatMap((other) => {
    const key = keyOf(other);
    const one = first.get(key);
    if (one === undefined) first.set(key, other);
    return one === undefined ? [] : [{ one, other, key }];
  });
}
