/** What a command line asks of an app. */
export interface Request {
  readonly verb: "synth" | "check" | "export" | "diagram";
  /** Ids of stacks, or names of systems; all of them when there are none. */
  readonly systems: readonly string[];
  /** Whether removing most of what was generated is meant. */
  readonly prune: boolean;
  /** Whether generated files that were edited by hand may be overwritten. */
  readonly force: boolean;
  /** The program that validates what would be written (`terraform`, `tofu`), if it is to be. */
  readonly validator?: string;
  /** The folder that a system is exported to; an absolute path. */
  readonly folder?: string;
  /** Whether cdktf remembers where each token was made, and an error of an author's code is shown whole. */
  readonly traces: boolean;
  /** Whether an export only compares. */
  readonly dry: boolean;
  /** Whether a check annotates what is stale, for GitHub. */
  readonly annotates?: boolean;
  /** Whether a synth shows the diff of what it wrote. */
  readonly showsDiff?: boolean;
  /** The file in which a command that started the app looks for the exit code; an absolute path. */
  readonly receipt?: string;
}

/** What is asked where nothing is said. */
export const SYNTH: Request = {
  verb: "synth",
  systems: [],
  prune: false,
  force: false,
  traces: false,
  dry: false,
};

const VARIABLE = "PLAINFORM_REQUEST";

/** @returns what the command `plainform`, which started this process, asks of the app; undefined without it */
export function requestFromEnvironment(): Request | undefined {
  const text = process.env[VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as Request);
}

/** The environment that hands a request to an app. */
export function environmentFor(request: Request): NodeJS.ProcessEnv {
  return { [VARIABLE]: JSON.stringify(request) };
}
