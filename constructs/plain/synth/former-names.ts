import { TerraformOutput } from "cdktf";
import { isNamedByAuthor } from "../cdktf/elements";
import { isVariable } from "../cdktf/kinds";
import { addressOf } from "../check/declared";
import { elementsOf, nameOf } from "../check/elements-of";
import type { Problem } from "../errors";
import type { Block } from "../hcl";
import type { RootModule } from "../layout/module-kinds";
import { movedBlock } from "../lower/moved-block";

/** Something that has another address now. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** What a stack calls differently from cdktf. */
export interface FormerNames {
  /** Resources and calls of modules, which have a state. */
  readonly moved: readonly Renamed[];
  readonly variables: readonly Renamed[];
  readonly outputs: readonly Renamed[];
}

/** Compares the names of a stack's elements with those that cdktf gave them. */
export function formerNames(stack: RootModule): FormerNames {
  const found = elementsOf(stack).flatMap((element) => {
    const [to, name] = [addressOf(element), nameOf(element)];
    if (to === undefined || name === undefined || isNamedByAuthor(element)) return [];
    const former = stack.nameByCdktf(element);
    return former === name ? [] : [{ element, from: `${to.slice(0, -name.length)}${former}`, to }];
  });
  const those = (is: (one: (typeof found)[number]) => boolean): readonly Renamed[] =>
    found.filter(is).map(({ from, to }) => ({ from, to }));
  return {
    moved: those(({ to }) => !/^(?:data|var|output|local|provider|check)\./.test(to)),
    variables: those(({ element }) => isVariable(element)),
    outputs: those(({ element }) => TerraformOutput.isTerraformOutput(element)),
  };
}

/** The `moved` blocks with which a state that cdktf made follows. */
export function movedBlocks({ moved }: FormerNames): readonly Block[] {
  return moved.map(({ from, to }, index) => movedBlock(from, to, index === 0 ? WHEN_TO_REMOVE : undefined));
}

const WHEN_TO_REMOVE =
  "What CDKTF called these. When every state was applied with them, take `formerly` out of the stack.";

/** Finds elements that take a name which another one still leaves: Terraform would move the one on with the other. */
export function moveProblems({ moved }: FormerNames, at: string): readonly Problem[] {
  const leaving = new Map(moved.map(({ from, to }) => [from, to]));
  return moved
    .filter(({ to }) => leaving.has(to))
    .map(({ from, to }) => ({
      at,
      what: "an element takes the name that another one had in cdktf",
      got: `${from} is ${to} now, which is ${leaving.get(to)} now`,
      expected: "names that nothing else had: Terraform follows one move after the other",
      fix: "give one of the two another id, or its former name with overrideLogicalId",
    }));
}
