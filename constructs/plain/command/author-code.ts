import { dirname, relative } from "node:path";
import { PlainformError, problemOf } from "../errors";

/**
 * Runs code that is not ours (an author's, cdktf's): what it throws is a problem like any other, not a stack
 * trace.
 *
 * @throws PlainformError with the message and the place in the author's code; the error itself is its cause
 */
export function reporting<T>(action: () => T): T {
  const limit = Error.stackTraceLimit;
  // The author's code is farther from where cdktf throws than the ten calls that Node remembers.
  Error.stackTraceLimit = Math.max(limit, 50);
  try {
    return action();
  } catch (error) {
    if (error instanceof PlainformError) throw error;
    const fix = "--stack-traces (or DEBUG=1) shows where it was thrown";
    const problem = new PlainformError({ fix, ...problemOf(error, placeOf(error)) });
    problem.cause = error;
    throw problem;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

const ENGINE = dirname(__dirname);

/** The innermost place in an error's stack that is the author's: `stacks/web.ts:12:3`. */
function placeOf(error: unknown): string | undefined {
  const [own = ""] = error instanceof Error ? authorsCalls(error) : [];
  const [, file, place] = /\(?([^()]+?)(:\d+:\d+)\)?$/.exec(own) ?? [];
  return file === undefined ? undefined : `${relative(process.cwd(), file)}${place}`;
}

/** The calls in an error's stack that are neither of a package nor of this one, innermost first. */
export function authorsCalls({ stack = "" }: Error): readonly string[] {
  const calls = stack.split("\n    at ").slice(1);
  return calls.filter((call) => !/node_modules|node:/.test(call) && !call.includes(ENGINE));
}
