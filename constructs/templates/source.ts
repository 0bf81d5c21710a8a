import Handlebars from "handlebars";
import { PlainformError } from "../plain/errors";

/** One parsed Handlebars file. */
export interface TemplateSource {
  /** The file as errors name it: relative to the project, with forward slashes. */
  readonly label: string;
  readonly program: hbs.AST.Program;
}

/** Parses the text of a template; a syntax error names its line. */
export function parseTemplate(label: string, text: string): TemplateSource {
  if (text.startsWith("\ufeff")) {
    throw new PlainformError({
      at: `${label}:1`,
      what: "the template begins with a byte order mark",
      fix: "save it as UTF-8 without one",
    });
  }
  try {
    return { label, program: Handlebars.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = lineOf(error) ?? /^Parse error on line (\d+)/.exec(message)?.[1];
    throw new PlainformError({
      at: line === undefined ? label : `${label}:${line}`,
      what: "Handlebars cannot read the template",
      got: message.replace(/ - \d+:\d+$/, "").replaceAll("\n", "\n    "),
    });
  }
}

/** Where in a template a node stands, as errors say it: `templates/bouvet/user-data.sh.hbs:12`. */
export function placeOf(source: TemplateSource, node: hbs.AST.Node): string {
  return `${source.label}:${node.loc.start.line}`;
}

function lineOf(error: unknown): number | undefined {
  const line = (error as { readonly lineNumber?: unknown }).lineNumber;
  return typeof line === "number" ? line : undefined;
}
