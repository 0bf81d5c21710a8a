import { dirname, join, relative } from "node:path";
import type { IConstruct } from "constructs";
import { PlainformError, problemOf } from "../errors";

/**
 * Runs code that is not ours (an author's, cdktf's): what it throws is a problem like any other, not a stack
 * trace.
 *
 * @param app what has been made of it so far, if it is an author's code that makes it
 * @throws PlainformError with the message and the place in the author's code; the error itself is its cause
 */
export function reporting<T>(action: () => T, app: () => IConstruct | undefined = () => undefined): T {
  const limit = Error.stackTraceLimit;
  // The author's code is farther from where cdktf throws than the ten calls that Node remembers.
  Error.stackTraceLimit = Math.max(limit, 50);
  try {
    return action();
  } catch (error) {
    if (error instanceof PlainformError) {
      const made = app();
      throw made === undefined ? error : placed(error, beingMade(error, made));
    }
    const fix = "--stack-traces (or DEBUG=1) shows where it was thrown";
    const problem = new PlainformError({ fix, ...problemOf(error, placeOf(error)) });
    problem.cause = error;
    throw problem;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * What an author's code calls for itself (hcl`…`, renderTemplate) knows of no construct: its problems get the construct
 * that was being made, and the place of the call.
 */
function placed(error: PlainformError, construct: string | undefined): PlainformError {
  const place = placeOf(error);
  const problems = error.problems.map((problem) => {
    const { at } = problem;
    const around = construct === undefined || at?.startsWith(construct) ? [place] : [construct, place];
    const where = around.filter((part) => part !== undefined).join(", ");
    if (where === "") return problem;
    return { ...problem, at: at === undefined ? where : `${at} (${where})` };
  });
  const found = new PlainformError(problems);
  found.cause = error;
  return found;
}

/** Path of the innermost construct whose constructor an error was thrown in. */
function beingMade(error: Error, app: IConstruct): string | undefined {
  const chain: IConstruct[] = [];
  for (let at: IConstruct | undefined = app; at !== undefined; at = at.node.children.at(-1))
    chain.unshift(at);
  return chain.find(
    ({ constructor: { name }, node: { path } }) =>
      path !== "" && new RegExp(`\\bat (?:new )?${name} \\(`).test(error.stack ?? ""),
  )?.node.path;
}

const ENGINE = dirname(__dirname);
const TEMPLATES = join(dirname(ENGINE), "templates");

/** The innermost place in an error's stack that is the author's: `stacks/web.ts:12:3`. */
function placeOf(error: unknown): string | undefined {
  const [own = ""] = error instanceof Error ? authorsCalls(error) : [];
  const [, file, place] = /\(?([^()]+?)(:\d+:\d+)\)?$/.exec(own) ?? [];
  return file === undefined ? undefined : `${relative(process.cwd(), file)}${place}`;
}

/** The calls in an error's stack that are neither of a package nor of this one, innermost first. */
export function authorsCalls({ stack = "" }: Error): readonly string[] {
  const calls = stack.split("\n    at ").slice(1);
  return calls.filter(
    (call) => !/node_modules|node:/.test(call) && ![ENGINE, TEMPLATES].some((own) => call.includes(own)),
  );
}
