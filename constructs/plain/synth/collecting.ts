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
