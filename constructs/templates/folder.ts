import { readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import { PlainformError, type Problem } from "../plain/errors";
import { HELPERS } from "./helpers";
import { rawText } from "./helpers/raw";
import { describe } from "./helpers/scalar";
import { type Inspection, inspect, type PartialCall } from "./inspect";
import { FIELD, KNOWN_HELPERS, PARTIAL, RAW, rewrite } from "./rewrite";
import { parseTemplate } from "./source";

/** The values that a template is filled with, by name. */
export type Parameters = Readonly<Record<string, unknown>>;

interface Template extends Inspection {
  readonly label: string;
  readonly run: (context: Parameters) => string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9][A-Za-z0-9_.-]*)*$/;

/**
 * A folder of Handlebars files, each parsed once; `partials/` in it holds what they share.
 *
 * A partial sees the parameters of its call and nothing else. Handlebars does the rendering; we look at every
 * name before and at every value while it does.
 */
export class TemplateFolder {
  private readonly handlebars = Handlebars.create();
  private readonly templates = new Map<string, Template>();

  /**
   * @param path where the folder is
   * @param label what errors call it
   */
  constructor(
    private readonly path: string,
    private readonly label: string,
  ) {
    this.registerHelpers();
  }

  /** The text of `<name>.hbs`, filled with the parameters: all that are given, and no others, must be used. */
  render(name: string, parameters: Parameters = {}): string {
    const template = this.template(name, {});
    const problems = this.verify(template, Object.keys(parameters), undefined, [name]);
    for (const key of Object.keys(parameters).filter((key) => Object.hasOwn(KNOWN_HELPERS, key))) {
      problems.push({
        at: template.label,
        what: `the parameter ${key} has the name of a helper`,
        fix: "rename it",
      });
    }
    if (problems.length > 0) {
      throw new PlainformError(problems);
    }
    return template.run(parameters);
  }

  /** Compares what a template and its partials read with what they are given, in all branches. */
  private verify(
    template: Template,
    given: readonly string[],
    calledAt: string | undefined,
    above: readonly string[],
  ): Problem[] {
    const problems: Problem[] = [...template.problems];
    const from = calledAt === undefined ? {} : { fix: `pass it at ${calledAt}` };
    for (const [name, at] of template.reads) {
      if (!given.includes(name)) {
        problems.push({ at, what: `the unknown name ${name}`, expected: oneOf(given), ...from });
      }
    }
    for (const name of given.filter((name) => !template.reads.has(name))) {
      const at = calledAt ?? template.label;
      const what = `the parameter ${name} is never read${calledAt === undefined ? "" : ` by ${template.label}`}`;
      problems.push({ at, what, expected: oneOf([...template.reads.keys()]) });
    }
    for (const call of template.partials) {
      const name = `partials/${call.name}`;
      if (above.includes(name)) {
        problems.push({
          at: call.at,
          what: "a partial that includes itself",
          got: [...above, name].join(" → "),
        });
      } else {
        problems.push(...this.verifyPartial(name, call, above));
      }
    }
    return problems;
  }

  private verifyPartial(name: string, call: PartialCall, above: readonly string[]): readonly Problem[] {
    try {
      return this.verify(this.template(name, { at: call.at }), call.passes, call.at, [...above, name]);
    } catch (error) {
      if (error instanceof PlainformError) {
        return error.problems;
      }
      throw error;
    }
  }

  private template(name: string, from: { readonly at?: string }): Template {
    const known = this.templates.get(name);
    if (known !== undefined) {
      return known;
    }
    if (!NAME.test(name)) {
      throw new PlainformError({
        ...from,
        what: "a template name that is not a path below the templates folder",
        got: JSON.stringify(name),
        expected: `a name such as "bouvet/user-data.sh", without the .hbs`,
      });
    }
    const label = `${this.label}/${name}.hbs`;
    const source = parseTemplate(label, this.read(name, label, from));
    const inspection = inspect(source);
    const run = inspection.problems.length > 0 ? () => "" : this.compile(rewrite(source), label);
    const template = {
      label,
      run,
      reads: inspection.reads,
      partials: inspection.partials,
      problems: inspection.problems,
    };
    this.templates.set(name, template);
    return template;
  }

  private read(name: string, label: string, from: { readonly at?: string }): string {
    try {
      return readFileSync(join(this.path, `${name}.hbs`), "utf8");
    } catch (error) {
      throw new PlainformError({
        ...from,
        what: `the template ${label} cannot be read`,
        got: error instanceof Error ? error.message.replaceAll(this.path, this.label) : String(error),
        fix: name.startsWith("partials/")
          ? "a partial is a file in the partials folder"
          : "create it, or correct the name",
      });
    }
  }

  private compile(program: hbs.AST.Program, label: string): (context: Parameters) => string {
    const compiled = this.handlebars.compile(program, {
      noEscape: true,
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: { ...KNOWN_HELPERS },
    });
    return (context) =>
      compiled(context, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
  }

  private registerHelpers(): void {
    const { helpers } = this.handlebars;
    for (const [name, write] of Object.entries({ ...HELPERS, [RAW]: rawText })) {
      helpers[name] = (value: unknown, at: string) => located(at, () => write(present(value)));
    }
    for (const name of ["if", "unless", "each"] as const) {
      const original = helpers[name] as (this: unknown, value: unknown, options: unknown) => string;
      helpers[name] = function (this: unknown, value: unknown, at: string, options: unknown): string {
        located(at, () => (name === "each" ? iterable(value) : present(value)));
        return original.call(this, value, options);
      };
    }
    helpers[FIELD] = (value: unknown, path: string, at: string) => located(at, () => field(value, path));
    helpers[PARTIAL] = (name: string, indent: string, at: string, options: { readonly hash: Parameters }) =>
      indented(this.template(`partials/${name}`, { at }).run(options.hash), indent);
  }
}

/** Every line of a partial moves right together; empty lines stay empty. */
function indented(text: string, indent: string): string {
  return indent === "" ? text : text.replace(/^(?=[^\r\n])/gm, indent);
}

/** Runs a helper; what it refuses is told with the template and line of its call. */
function located<T>(at: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw error instanceof PlainformError
      ? new PlainformError(error.problems.map((p) => ({ at, ...p })))
      : error;
  }
}

function present(value: unknown): unknown {
  if (value === undefined || value === null) {
    throw new PlainformError({
      what: `a value that is ${value}`,
      expected: "a value: leave it out with {{#if …}}",
    });
  }
  return value;
}

/** The own field at the end of a dotted path; never anything that comes from a prototype. */
function field(value: unknown, path: string): unknown {
  let current = value;
  for (const name of path.split(".")) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) {
      throw new PlainformError({
        what: `no field ${name} in what .${path} is read from`,
        got: describe(current),
      });
    }
    current = (current as Readonly<Record<string, unknown>>)[name];
  }
  return current;
}

function iterable(value: unknown): void {
  if (!Array.isArray(present(value))) {
    throw new PlainformError({ what: "each over something that is no list", got: describe(value) });
  }
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? "no parameters" : `one of ${[...names].sort().join(", ")}`;
}
