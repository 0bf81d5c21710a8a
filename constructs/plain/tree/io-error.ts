import { PlainformError } from "../errors";

/** The code of an error of the operating system (ENOENT, EACCES …); undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // Node's own mistakes of use have codes as well (ERR_INVALID_ARG_TYPE): those are not meant.
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/**
 * Runs something that only reads, and turns an error of the operating system into one that says so.
 *
 * @param outdir the output directory, for the message
 * @throws PlainformError when the tree cannot be read
 */
export function reading<T>(outdir: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new PlainformError({
      at: outdir,
      what: "the tree cannot be read; nothing was written",
      got: error instanceof Error ? error.message : String(error),
      fix: "make the folder and the generated files in it readable, then run again",
    });
  }
}
