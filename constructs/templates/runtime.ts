import { PlainformError } from "../plain/errors";
import { HELPERS } from "./helpers";
import { rawText } from "./helpers/raw";
import { describe } from "./helpers/scalar";
import { FIELD, PARTIAL, RAW } from "./rewrite";

type Helpers = Record<string, unknown>;

/** How Handlebars hands over the two bodies of a block. */
interface BlockOptions {
  readonly fn: unknown;
  readonly inverse: unknown;
}

type BlockHelper = (this: unknown, value: unknown, options: BlockOptions) => string;

/** Renders a partial: its name, what is handed to it, and template and line of the call. */
export type RenderPartial = (name: string, passed: Readonly<Record<string, unknown>>, at: string) => string;

/** Puts the helpers that a rewritten template calls into a Handlebars of its own. */
export function registerHelpers(helpers: Helpers, renderPartial: RenderPartial): void {
  for (const [name, write] of Object.entries({ ...HELPERS, [RAW]: rawText })) {
    helpers[name] = (value: unknown, at: string) => located(at, () => write(present(value)));
  }
  const decide = helpers.if as BlockHelper;
  const repeat = helpers.each as BlockHelper;
  helpers.if = function (this: unknown, value: unknown, at: string, options: BlockOptions): string {
    return decide.call(
      this,
      located(at, () => present(value)),
      options,
    );
  };
  // Handlebars' own calls its own if, with two arguments.
  helpers.unless = function (this: unknown, value: unknown, at: string, options: BlockOptions): string {
    const swapped = { ...options, fn: options.inverse, inverse: options.fn };
    return decide.call(
      this,
      located(at, () => present(value)),
      swapped,
    );
  };
  helpers.each = function (this: unknown, value: unknown, at: string, options: BlockOptions): string {
    return repeat.call(
      this,
      located(at, () => list(value)),
      options,
    );
  };
  helpers[FIELD] = (value: unknown, path: string, at: string) => located(at, () => field(value, path));
  helpers[PARTIAL] = (
    name: string,
    indent: string,
    at: string,
    options: { readonly hash: Readonly<Record<string, unknown>> },
  ) => indented(renderPartial(name, options.hash, at), indent);
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
    if (error instanceof PlainformError) {
      throw new PlainformError(error.problems.map((problem) => ({ at, ...problem })));
    }
    throw error;
  }
}

function present(value: unknown): unknown {
  if (value === undefined || value === null) {
    throw new PlainformError({
      what: `a value is ${value}`,
      expected: "a value",
      fix: "pass one, or leave it out with {{#if}}",
    });
  }
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(present(value))) {
    throw new PlainformError({
      what: "{{#each}} runs over something that is not a list",
      got: describe(value),
    });
  }
  return value as readonly unknown[];
}

/** The own field at the end of a dotted path; never anything that comes from a prototype. */
function field(value: unknown, path: string): unknown {
  let current = value;
  for (const name of path.split(".")) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) {
      throw new PlainformError({
        what: `there is no field ${name} to read .${path}`,
        got: describe(current),
      });
    }
    current = (current as Readonly<Record<string, unknown>>)[name];
  }
  return current;
}
