import { PlainformError } from "../../plain/errors";
import type { Entry } from "../entries";

/**
 * Runs what converts an entry; a problem that it throws says in which argument the text stands that it is about.
 *
 * @param place for a problem that says of no place that it is in
 * @throws PlainformError as the action does, with a longer `at`
 */
export function withArgument<T>({ value }: Entry, place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PlainformError)) throw error;
    throw new PlainformError(
      error.problems.map((problem) => {
        const { at = place, got } = problem;
        const [, excerpt] = /^…?(.*) \(at character \d+: /s.exec(got ?? "") ?? [];
        const path = excerpt === undefined ? undefined : pathOf(value, excerpt);
        if (path !== undefined && path !== "") return { ...problem, at: `${at}: ${path}` };
        return problem.at === undefined ? { ...problem, at } : problem;
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
