import type { Problem } from "../errors";
import { type Block, flat, valueIn } from "../hcl";
import type { Declared } from "./references";
import { similar } from "./similar";

/** A `moved` block, and the path of the construct that it belongs to. */
export interface Move {
  readonly block: Block;
  readonly at: string;
}

/**
 * Finds `moved` blocks whose target is not there, or whose source still is: Terraform would destroy what was moved in
 * the first case, and refuses the second.
 *
 * @param moves all of a module: what has moved may move again
 * @param declared what the module declares, by address
 */
export function movedProblems(moves: readonly Move[], declared: Declared): readonly Problem[] {
  const all = moves.map(({ block, at }) => ({
    at,
    from: textOf(block, "from"),
    to: textOf(block, "to"),
  }));
  const onward = new Set(all.map(({ from }) => ownerOf(from)));
  return all.flatMap(({ at, from, to }) => {
    const target = ownerOf(to);
    const found: Problem[] = [];
    if (!declared.has(target) && !onward.has(target)) found.push(noTarget(to, target, declared, at));
    // An instance of it, or it as a whole, may have moved to one of its own instances.
    if (declared.has(from) && target !== from)
      found.push({
        at,
        what: "something has moved and is still declared where it was",
        got: from,
        expected: "an address that is no longer in use",
        fix: "leave the Moved out, or give the element that has its old address another id",
      });
    return found;
  });
}

function noTarget(to: string, target: string, declared: Declared, at: string): Problem {
  const meant = similar(target, declared.keys());
  return {
    at,
    what: "something has moved to an address that this module does not declare",
    got: to,
    ...(meant !== undefined && { expected: meant }),
    fix: `declare ${target}, or correct the name; for what is no longer wanted, use Removed`,
  };
}

function textOf(block: Block, name: string): string {
  const value = valueIn(block, name);
  return value === undefined ? "" : flat(value);
}

/** The element, or the module's call, that an address leads to: `module.network.aws_vpc.main` → `module.network`. */
function ownerOf(address: string): string {
  const [first = "", second = ""] = address.replace(/\[[^\]]*\]/g, "").split(".");
  return `${first}.${second}`;
}
