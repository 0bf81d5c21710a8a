/** One thing that is wrong: what happened, what we got, what was expected and how to fix it. */
export interface Problem {
  /** Path of the construct, or of the file or template, that the problem is in. */
  readonly at?: string;
  /** What happened: lower case, no final period. */
  readonly what: string;
  /** What was found instead of what was expected, as a reader would write it. */
  readonly got?: string;
  /** What would have been right. */
  readonly expected?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What every failure of plainform is thrown as. Carries one problem or all the problems of a synth. */
export class PlainformError extends Error {
  /** All that is wrong, each once; at least one. */
  declare readonly problems: readonly Problem[];

  constructor(problem: Problem | readonly Problem[]) {
    const found: readonly Problem[] = Array.isArray(problem) ? problem : [problem as Problem];
    // A mistake that a long text repeats in each line is told once.
    const problems = [...new Map(found.map((one) => [describe(one), one])).values()];
    super(problems.map(describe).join("\n"));
    // Not enumerable: who prints the error has all of it in its message.
    Object.defineProperties(this, { name: { value: "PlainformError" }, problems: { value: problems } });
  }
}

/** What is wrong with a value that never ends. */
export function endless(got: string): Problem {
  return {
    what: "a value contains itself, or is nested too deeply",
    got,
    expected: "lists, maps and expressions that come to an end",
    fix: "take out what leads back to where it began, or make the value flatter",
  };
}

/**
 * What an error of somebody else's code says, as a problem.
 * @param at path of the construct that the code worked on
 */
export function problemOf(error: unknown, at?: string): Problem {
  const place = at === undefined ? {} : { at };
  if (error instanceof RangeError && error.message.includes("call stack"))
    return { ...place, ...endless("more levels than fit on the call stack") };
  return { ...place, what: error instanceof Error ? error.message : String(error) };
}

function describe(problem: Problem): string {
  const { at, what, got, expected, fix } = problem;
  const details = Object.entries({ got, expected, fix })
    .filter(([, text]) => text !== undefined)
    .map(([label, text]) => `\n  ${label}: ${text}`);
  return `${at === undefined ? "" : `${at}: `}${what}${details.join("")}`;
}
