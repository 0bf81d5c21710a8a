import { PlainformError } from "../errors";
import { authorsCalls } from "./author-code";
import { report } from "./failure";

/**
 * Of an error that nobody catches, Node prints the stack: here what is wrong, what became of the files, and the calls
 * that are the author's own. `DEBUG=1` leaves it whole. (Node does not ask `util.inspect.custom` then. The comment
 * where this is thrown, which Node knows, keeps it from showing that line of ours first.)
 */
export function readable(error: unknown): unknown {
  if (error instanceof PlainformError && !process.env.DEBUG)
    error.stack = [report(error), ...authorsCalls(error)].join("\n    at ");
  return error;
}
