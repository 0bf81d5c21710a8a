import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { aspectsOn } from "../cdktf/aspects";
import type { Problems } from "../check/problems";

/**
 * Lets the aspects in a stack visit what they are for, as cdktf does before a synth.
 *
 * @param problems receives what they throw
 */
export function applyAspects(stack: IConstruct, problems: Problems): void {
  visit(stack, [], problems);
}

function visit(construct: IConstruct, inherited: readonly IAspect[], problems: Problems): void {
  const own = aspectsOn(construct);
  const all = own.length === 0 ? inherited : [...inherited, ...own];
  for (const aspect of all) problems.blaming(construct, () => aspect.visit(construct));
  for (const child of construct.node.children) visit(child, all, problems);
}
