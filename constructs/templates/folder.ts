import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Handlebars from "handlebars";
import { PlainformError, type Problem } from "../plain/errors";
import { type Inspection, inspect, type PartialCall } from "./inspect";
import { KNOWN_HELPERS, rewrite } from "./rewrite";
import { registerHelpers } from "./runtime";
import { parseTemplate } from "./source";

/** The values that a template is filled with, by name. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The text of a template, and the template that it comes from. */
export interface TemplateText {
  /** What was rendered. */
  readonly content: string;
  /** Path of the template. */
  readonly source: string;
}

/** Where a template is asked for, when it is a template that asks. */
interface Caller {
  readonly at?: string;
}

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
   * @param label what errors call it; by default the last part of the path
   */
  constructor(
    private readonly path: string,
    private readonly label: string = basename(path),
  ) {
    registerHelpers(this.handlebars.helpers, (name, passed, at) =>
      this.template(`partials/${name}`, { at }).run(passed),
    );
  }

  /**
   * The text of a template, filled in.
   *
   * @param name path below the folder, without the `.hbs`
   * @param parameters all that the template reads, and no others
   * @returns the text
   * @throws PlainformError when the template is not there or is wrong, or a parameter is missing or unknown
   */
  render(name: string, parameters: Parameters = {}): string {
    const template = this.template(name, {});
    const problems = this.verify(template, Object.keys(parameters), {}, [name]);
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

  /**
   * A filled template as `stack.text` takes it, which then names the template in the first line of the file:
   * `stack.text("boot.sh", { ...templates.text("boot.sh", { name }), mode: 0o755 })`.
   *
   * @param name path below the folder, without the `.hbs`
   * @param parameters all that the template reads, and no others
   * @returns the text, and the template that it comes from
   * @throws PlainformError when the template is not there or is wrong, or a parameter is missing or unknown
   */
  text(name: string, parameters: Parameters = {}): TemplateText {
    return { content: this.render(name, parameters), source: join(this.path, `${name}.hbs`) };
  }

  /** Compares what a template and its partials read with what they are given, in all branches. */
  private verify(
    template: Template,
    given: readonly string[],
    caller: Caller,
    above: readonly string[],
  ): Problem[] {
    const problems: Problem[] = [...template.problems];
    const fix = caller.at === undefined ? {} : { fix: `pass it at ${caller.at}` };
    for (const [name, at] of template.reads) {
      if (!given.includes(name)) {
        problems.push({
          at,
          what: `the template reads ${name}, which it was not given`,
          expected: oneOf(given),
          ...fix,
        });
      }
    }
    for (const name of given.filter((name) => !template.reads.has(name))) {
      const what = `the parameter ${name} is never read${caller.at === undefined ? "" : ` by ${template.label}`}`;
      problems.push({ at: caller.at ?? template.label, what, expected: oneOf([...template.reads.keys()]) });
    }
    return [...problems, ...template.partials.flatMap((call) => this.verifyPartial(call, above))];
  }

  private verifyPartial(call: PartialCall, above: readonly string[]): readonly Problem[] {
    const name = `partials/${call.name}`;
    if (above.includes(name)) {
      return [
        {
          at: call.at,
          what: "a partial includes itself",
          got: [...above, name].join(" → "),
          fix: "leave one of these calls out",
        },
      ];
    }
    try {
      return this.verify(this.template(name, { at: call.at }), call.passes, { at: call.at }, [
        ...above,
        name,
      ]);
    } catch (error) {
      if (error instanceof PlainformError) {
        return error.problems;
      }
      throw error;
    }
  }

  private template(name: string, caller: Caller): Template {
    const known = this.templates.get(name);
    if (known !== undefined) {
      return known;
    }
    if (!NAME.test(name)) {
      throw new PlainformError({
        ...caller,
        what: "the name of a template is not a path below the templates folder",
        got: JSON.stringify(name),
        expected: 'a name such as "bouvet/user-data.sh", without the .hbs',
      });
    }
    const label = `${this.label}/${name}.hbs`;
    const source = parseTemplate(label, this.read(name, label, caller));
    const { reads, partials, problems } = inspect(source);
    const run = problems.length > 0 ? () => "" : this.compile(rewrite(source));
    const template: Template = { label, reads, partials, problems, run };
    this.templates.set(name, template);
    return template;
  }

  private read(name: string, label: string, caller: Caller): string {
    try {
      return readFileSync(join(this.path, `${name}.hbs`), "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new PlainformError({
        ...caller,
        what: `the template ${label} cannot be read`,
        got: code === "ENOENT" ? "no such file" : String(code),
        fix: name.startsWith("partials/")
          ? `a partial is a file in ${this.label}/partials/`
          : "create it, or correct the name",
      });
    }
  }

  private compile(program: hbs.AST.Program): (context: Parameters) => string {
    const compiled = this.handlebars.compile(program, {
      noEscape: true,
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: { ...KNOWN_HELPERS },
    });
    return (context) =>
      compiled(context, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
  }
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? "no parameters" : `one of ${[...names].sort().join(", ")}`;
}
