import type { Problem } from "../plain/errors";
import { HELPERS } from "./helpers";
import { DIAGRAM } from "./helpers/diagram";
import { placeOf, type TemplateSource } from "./source";

/** One `{{> name key=…}}`. */
export interface PartialCall {
  readonly name: string;
  /** Template and line of the call. */
  readonly at: string;
  /** The parameters it hands over: all that the partial sees. */
  readonly passes: readonly string[];
}

/** What a template asks for, found in its syntax tree: branches that are not taken count as well. */
export interface Inspection {
  /** Name of each parameter it reads → where it does so first. */
  readonly reads: ReadonlyMap<string, string>;
  readonly partials: readonly PartialCall[];
  readonly problems: readonly Problem[];
}

/** The three blocks there are: more logic than this belongs in TypeScript. */
const BLOCKS = ["if", "unless", "each"];

/** A context that names are looked up in, with the block parameters (`as |x|`) visible there. */
interface Scope {
  readonly kind: "parameters" | "item";
  readonly locals: readonly string[];
}

/** Finds every name and every partial of a template, and everything that we do not support. */
export function inspect(source: TemplateSource): Inspection {
  const inspector = new Inspector(source);
  inspector.body(source.program, [{ kind: "parameters", locals: [] }]);
  return inspector;
}

class Inspector implements Inspection {
  readonly reads = new Map<string, string>();
  readonly partials: PartialCall[] = [];
  readonly problems: Problem[] = [];

  constructor(private readonly source: TemplateSource) {}

  body(program: hbs.AST.Program | undefined, scopes: readonly Scope[]): void {
    for (const statement of program?.body ?? []) {
      this.statement(statement, scopes);
    }
  }

  private statement(statement: hbs.AST.Statement, scopes: readonly Scope[]): void {
    if (statement.type === "MustacheStatement") {
      this.mustache(statement as hbs.AST.MustacheStatement, scopes);
    } else if (statement.type === "BlockStatement") {
      this.block(statement as hbs.AST.BlockStatement, scopes);
    } else if (statement.type === "PartialStatement") {
      this.partial(statement as hbs.AST.PartialStatement, scopes);
    } else if (statement.type !== "ContentStatement" && statement.type !== "CommentStatement") {
      this.refuse(statement, "partial blocks, inline partials and decorators are not supported");
    }
  }

  private mustache(mustache: hbs.AST.MustacheStatement, scopes: readonly Scope[]): void {
    const { path, params, hash } = mustache;
    const bare = params.length === 0 && !hash?.pairs.length;
    const name = isPath(path) ? path.original : path.type;
    if (name === DIAGRAM && bare) return;
    if (Object.hasOwn(HELPERS, name)) {
      this.onlyValue("helper", name, mustache, scopes);
    } else if (bare) {
      this.value(path, scopes);
    } else {
      this.refuse(mustache, `there is no helper ${name}`, `one of ${Object.keys(HELPERS).join(", ")}`);
    }
  }

  private block(block: hbs.AST.BlockStatement, scopes: readonly Scope[]): void {
    const name = block.path.original;
    if (!BLOCKS.includes(name)) {
      this.refuse(block, `there is no block ${name}`, `one of ${BLOCKS.join(", ")}`);
      return;
    }
    this.onlyValue("block", name, block, scopes);
    const locals = [...(scopes.at(-1)?.locals ?? []), ...(block.program?.blockParams ?? [])];
    const inner: Scope = { kind: "item", locals };
    this.body(block.program, name === "each" ? [...scopes, inner] : scopes);
    this.body(block.inverse, scopes);
  }

  private partial(partial: hbs.AST.PartialStatement, scopes: readonly Scope[]): void {
    const name = isPath(partial.name) ? partial.name.original : undefined;
    if (name === undefined || partial.params.length > 0) {
      const what = "a partial is called by its name, with named parameters";
      this.refuse(partial, what, `{{> ${name ?? "name"} key=value}}`);
      return;
    }
    const pairs = partial.hash?.pairs ?? [];
    for (const pair of pairs) {
      this.value(pair.value, scopes);
    }
    this.partials.push({ name, at: placeOf(this.source, partial), passes: pairs.map((pair) => pair.key) });
  }

  private onlyValue(
    kind: string,
    name: string,
    call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement,
    scopes: readonly Scope[],
  ): void {
    const [value, ...more] = call.params;
    if (value === undefined || more.length > 0 || call.hash?.pairs.length) {
      const expected = `{{${kind === "block" ? "#" : ""}${name} value}}`;
      this.refuse(call, `the ${kind} ${name} takes exactly one value`, expected);
    } else {
      this.value(value, scopes);
    }
  }

  private value(expression: hbs.AST.Expression, scopes: readonly Scope[]): void {
    if (expression.type === "SubExpression") {
      this.refuse(expression, "a helper is given another helper", "a value computed in TypeScript");
    } else if (isPath(expression)) {
      const { data, depth, original, parts } = expression;
      const scope = scopes[scopes.length - 1 - depth];
      if (data) {
        this.data(expression, scopes);
      } else if (scope === undefined) {
        this.refuse(expression, `${original} leads out of the template`);
      } else if (scope.kind === "parameters" && !isLocal(expression, scope)) {
        this.read(expression, parts[0]);
      }
    }
  }

  private data(path: hbs.AST.PathExpression, scopes: readonly Scope[]): void {
    if (scopes.at(-1)?.kind !== "item" || !["@index", "@first", "@last"].includes(path.original)) {
      this.refuse(path, `there is no ${path.original}`, "@index, @first or @last within an each");
    }
  }

  private read(path: hbs.AST.PathExpression, name: string | undefined): void {
    if (name === undefined) {
      this.refuse(path, `${path.original} means all parameters at once`, "the name of one parameter");
    } else if (!this.reads.has(name)) {
      this.reads.set(name, placeOf(this.source, path));
    }
  }

  private refuse(node: hbs.AST.Node, what: string, expected?: string): void {
    this.problems.push({
      at: placeOf(this.source, node),
      what,
      ...(expected === undefined ? {} : { expected }),
    });
  }
}

/** Whether a path begins with a block parameter; `this.x` and `./x` never do. */
function isLocal(path: hbs.AST.PathExpression, scope: Scope): boolean {
  return (
    path.depth === 0 && !/^(?:this\b|\.)/.test(path.original) && scope.locals.includes(String(path.parts[0]))
  );
}

function isPath(expression: hbs.AST.Expression): expression is hbs.AST.PathExpression {
  return expression.type === "PathExpression";
}
