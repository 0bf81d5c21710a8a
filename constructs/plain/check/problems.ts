import type { IConstruct } from "constructs";
import { PlainformError, type Problem, problemOf } from "../errors";

/** Collects what is wrong while the work goes on, so that one error does not hide another. */
export class Problems {
  private readonly found: Problem[] = [];

  get all(): readonly Problem[] {
    return this.found;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  add(...problems: readonly Problem[]): void {
    for (const problem of problems) this.found.push(problem);
  }

  /**
   * Runs an action; what it throws is collected.
   * @returns its result, or undefined when it threw
   */
  collecting<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof PlainformError)) throw error;
      this.add(...error.problems);
      return undefined;
    }
  }

  /**
   * Runs code of a construct's own: whatever it throws, an error of cdktf's too, is a problem of that construct.
   * @param owner the construct, or what else stands for it in a report
   * @returns its result, or undefined when it threw
   */
  blaming<T>(owner: IConstruct | string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      const at = typeof owner === "string" ? owner : owner.node.path;
      if (error instanceof PlainformError) this.add(...error.problems.map((problem) => ({ at, ...problem })));
      else this.add(problemOf(error, at));
      return undefined;
    }
  }

  /** @throws PlainformError with all that was collected, if there is anything */
  throwIfAny(): void {
    if (!this.isEmpty) throw new PlainformError(this.found);
  }
}
