import type { Problem } from "../errors";

/** Where a document stands, for what is said about it. */
export interface DocumentPlace {
  /** Path of its construct. */
  readonly at: string;
  /** The file that its author writes: `templates/site/README.md.hbs`. */
  readonly source: string;
  /** Where a line of the text, from 1, stands in it: `templates/site/README.md.hbs:8`. */
  readonly placeOf: (line: number) => string;
}

/** A name in a document, or what stands in the place of one. */
export interface Mention {
  readonly name: string | undefined;
  /** Line of the text, from 1. */
  readonly line: number;
  /** What stands there. */
  readonly text: string;
}

/** All names below a mark such as `<!-- inputs -->`. */
export interface Mentions {
  /** Line of the mark, from 1. */
  readonly line: number;
  readonly all: readonly Mention[];
}

/** What must be mentioned. */
export interface Expected {
  readonly name: string;
  /** How to mention it. */
  readonly fix: string;
}

/** Names that are mentioned and are not so or are there twice, and names that are not mentioned. */
export function mentionsDrift(
  kind: string,
  { line: mark, all }: Mentions,
  expected: readonly Expected[],
  { at, placeOf }: DocumentPlace,
): Problem[] {
  const known = new Set(expected.map(({ name }) => name));
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { name, line, text } of all) {
    if (name !== undefined && known.has(name) && !seen.has(name)) seen.add(name);
    else
      problems.push({
        at,
        what:
          name !== undefined && seen.has(name)
            ? `the document describes ${article(kind)} twice`
            : `the document describes ${article(kind)} that the stack does not have`,
        got: `${placeOf(line)}: ${text}`,
        fix: "remove it, or correct its name",
      });
  }
  for (const { name, fix } of expected.filter((each) => !seen.has(each.name)))
    problems.push({
      at,
      what: `the document lacks the ${kind} ${name}`,
      got: `${placeOf(mark)}: nothing below it names it`,
      fix,
    });
  return problems;
}

function article(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}
