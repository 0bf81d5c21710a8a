/**
 * Runs something without the stack trace that cdktf captures for every token, which is most of the time and of
 * the memory of a large app. A silent patch, for as long as the action runs.
 *
 * `Error.stackTraceLimit` does not help: cdktf sets it itself. Its function is known by its name, so that this
 * holds for any number of copies of cdktf and for its successors; where a bundler has changed the name, traces are
 * captured as ever.
 */
export function withoutTokenTraces<T>(action: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = (target, below) => {
    if (below?.name !== "captureStackTrace") capture(target, below);
  };
  try {
    return action();
  } finally {
    Error.captureStackTrace = capture;
  }
}
