/** One thing that is wrong: what happened, what we got, what was expected and how to fix it. */
export interface Problem {
  /** Path of the construct, or of the file or template, that the problem is in. */
  readonly at?: string;
  /** What happened: lower case, no final period. */
  readonly what: string;
  readonly got?: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** What every failure of plainform is thrown as. Carries one problem or all the problems of a synth. */
export class PlainformError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(problem: Problem | readonly Problem[]) {
    const problems = Array.isArray(problem) ? problem : [problem as Problem];
    super(problems.map(describe).join("\n"));
    // Not enumerable: who prints the error has all of it in its message.
    Object.defineProperties(this, { name: { value: "PlainformError" }, problems: { value: problems } });
  }
}

function describe(problem: Problem): string {
  const { at, what, got, expected, fix } = problem;
  const details = Object.entries({ got, expected, fix })
    .filter(([, text]) => text !== undefined)
    .map(([label, text]) => `\n  ${label}: ${text}`);
  return `${at === undefined ? "" : `${at}: `}${what}${details.join("")}`;
}
