import { PlainformError } from "../../plain/errors";
import { type DiagramWords, diagram } from "../../plain/layout/diagram-place";
import { describe } from "./scalar";

/** The one helper that needs no value. */
export const DIAGRAM = "diagram";

/** `{{diagram}}`: the place of a stack's picture; `{{diagram words}}`: of one in other words than English. */
export function diagramPlace(words: unknown): string {
  // What a call without a value is given.
  if (words === "") return diagram();
  if (!isWords(words))
    throw new PlainformError({
      what: "the words of a picture are not translations",
      got: describe(words),
      expected: 'an object of texts: { reads: "lit" }',
    });
  return diagram(words);
}

function isWords(words: unknown): words is DiagramWords {
  if (typeof words !== "object" || words === null || Array.isArray(words)) return false;
  return Object.values(words).every((word) => typeof word === "string");
}
