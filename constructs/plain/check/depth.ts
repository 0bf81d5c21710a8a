import type { IConstruct } from "constructs";
import { PlainformError } from "../errors";

const LIMIT = 1_000;

/**
 * Holds the tree of constructs against a depth that every walk through it can bear, cdktf's own too.
 * @throws PlainformError for the first construct that lies deeper
 */
export function requireBearableDepth(root: IConstruct): void {
  // Level by level: a walk that calls itself is what would not bear it.
  let level: readonly IConstruct[] = [root];
  for (let depth = 0; depth < LIMIT; depth += 1) level = level.flatMap(({ node }) => node.children);
  const [deep] = level;
  if (deep === undefined) return;
  throw new PlainformError({
    at: `${deep.node.path.slice(0, 60)}…`,
    what: "constructs are nested too deeply",
    got: `${deep.node.id}, more than ${LIMIT.toLocaleString("en")} levels below the app`,
    expected: `at most ${LIMIT.toLocaleString("en")} levels`,
    fix: "create constructs beside each other, in a loop, and not each within the one before",
  });
}
