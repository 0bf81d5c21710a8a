import type { Problem } from "../../plain/errors";
import { grouped } from "../../plain/grouped";

/** How many places are listed of what is wrong in the same way everywhere. */
const LISTED = 3;

/**
 * What has one cause is said once: a schema that is not there, or is of another version, is the same problem to all
 * that the provider declares.
 */
export function saidOnce(problems: readonly Problem[]): readonly Problem[] {
  const groups = grouped(new Set(problems), ({ at: _at, ...same }) => JSON.stringify(same));
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || group.length <= LISTED) return group;
    return [{ ...first, what: `${first.what}, here and in ${others.length} more` }];
  });
}
