import type { IConstruct } from "constructs";
import { PlainformError, type Problem } from "../errors";

/**
 * Runs an action; what it throws joins the problems, so that one error does not hide another.
 * @returns its result, or undefined when there was a problem
 */
export function collecting<T>(problems: Problem[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PlainformError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/**
 * The same for what an element's own code may throw: cdktf's errors are problems of that element too.
 * @param element the construct that is to blame
 */
export function attempt<T>(element: IConstruct, problems: Problem[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof PlainformError)
      problems.push(...error.problems.map((problem) => ({ at: element.node.path, ...problem })));
    else
      problems.push({ at: element.node.path, what: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}
