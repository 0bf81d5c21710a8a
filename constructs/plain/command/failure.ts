import { writeFileSync } from "node:fs";
import { PlainformError } from "../errors";
import { PartlyWrittenError } from "../tree";
import { count } from "./account";
import type { Request } from "./request";

/**
 * Runs what a command line asks and sets the exit code of the process: what the action returns, or 1 with everything
 * that is wrong on stderr.
 *
 * @param request for where the command that started this process looks for the exit code, and whether what was thrown
 * is shown whole
 * @throws anything that is no problem of the app: a mistake of this program
 */
export function withExitCode({ receipt, traces }: Request, action: () => number): void {
  process.exitCode = 1;
  try {
    process.exitCode = action();
  } catch (error) {
    if (!(error instanceof PlainformError)) throw error;
    console.error(report(error));
    if ((traces || process.env.DEBUG) && error.cause !== undefined) console.error(error.cause);
  } finally {
    if (receipt !== undefined) writeFileSync(receipt, String(process.exitCode));
  }
}

/** All problems of an error, and what became of the files. */
export function report(error: PlainformError): string {
  const written = error instanceof PartlyWrittenError ? "" : "; nothing was written";
  return `${error.message}\n\n${count(error.problems.length, "problem")}${written}`;
}
