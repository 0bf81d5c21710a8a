import { PlainformError } from "../../plain/errors";
import type { Entry } from "../entries";

/**
 * Runs what converts an entry; a problem that it throws says in which argument the text stands that it is about.
 *
 * @throws PlainformError as the action does, with a longer `at`
 */
export function withArgument<T>({ value }: Entry, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PlainformError)) throw error;
    throw new PlainformError(
      error.problems.map((problem) => {
        const { at, got } = problem;
        const [, excerpt] = /^…?(.*) \(at character \d+: /s.exec(got ?? "") ?? [];
        const path = excerpt === undefined ? undefined : pathOf(value, excerpt);
        return path === undefined || path === "" ? problem : { ...problem, at: `${at}: ${path}` };
      }),
    );
  }
}

/** Where the text is that a message quotes a part of, on one line. */
function pathOf(value: unknown, excerpt: string): string | undefined {
  if (typeof value === "string") return value.replaceAll("\n", "\\n").includes(excerpt) ? "" : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = pathOf(inner, excerpt);
    if (found !== undefined) return found === "" ? key : `${key}.${found}`;
  }
  return undefined;
}
