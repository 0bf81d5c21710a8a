import { endless, PlainformError } from "../errors";
import {
  type BinaryOperator,
  dotted,
  type Expression,
  name,
  nullValue,
  type ObjectEntry,
  type Step,
  str,
  type TemplatePart,
  type TemplateSequence,
  template,
  traverse,
} from "./expression";
import { Scanner } from "./scanner";
import { stripped } from "./strip";

/** Text that is not Terraform but stands for an expression: a token of another program, the hole of a template. */
export interface Foreign {
  /** What such a text looks like: a sticky expression that begins with `${`, `-` or a private-use character. */
  readonly pattern: RegExp;
  /** @returns what it stands for; undefined when it only looks so */
  readonly read: (text: string) => Expression | undefined;
}

/**
 * Parses one Terraform expression.
 * @throws HclSyntaxError with the offset, when the text is not an expression
 */
export function parseExpression(text: string, ...foreign: readonly Foreign[]): Expression {
  const parser = new Parser(text, foreign);
  return parser.whole(() => parser.expression());
}

/**
 * Names joined by dots, which nearly all references are, without the parser's trouble: `aws_vpc.main.id`.
 * @returns undefined for any other text
 */
export function parseDotted(text: string): Expression | undefined {
  let expression = references.get(text);
  if (expression !== undefined || !DOTTED.test(text)) return expression;
  const [root = "", ...attributes] = text.split(".");
  expression = dotted(root, ...attributes);
  references.set(text, expression);
  return expression;
}

/**
 * Parses the text of a string as Terraform's JSON syntax does: a template in which a backslash is a
 * backslash and only `$${` and `%%{` are escapes
 * (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping).
 * @throws HclSyntaxError with the offset, when an interpolation or directive in it is not valid
 */
export function parseTemplate(text: string, ...foreign: readonly Foreign[]): Expression {
  return new Parser(text, foreign).bareTemplate();
}

/**
 * Parses what stands between the quotes of a quoted string.
 * @throws HclSyntaxError when an escape sequence is not one of Terraform's
 */
export function parseQuotedBody(text: string, ...foreign: readonly Foreign[]): Expression {
  return new Parser(text, foreign).quotedBody();
}

// The id of a network stands in a hundred places, which share one expression: none is ever changed.
const references = new Map<string, Expression>();

const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const IDENT = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
// Everything that cannot start something special or foreign; keeps long texts cheap.
const PLAIN = /[^$%\\"\n\ue000-\uf8ff-]+/y;
const ESCAPE = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Each operand is a level of the tree, which all that comes after the parser descends into. */
const LONGEST_CHAIN = 1000;
const MOST_LEVELS = 200;

class Parser {
  private readonly scan: Scanner;
  private levels = 0;

  constructor(
    text: string,
    private readonly foreigners: readonly Foreign[],
  ) {
    this.scan = new Scanner(text);
  }

  whole(parse: () => Expression): Expression {
    const result = parse();
    this.scan.space();
    if (!this.scan.done) this.scan.fail(`unexpected ${this.scan.glimpse()} after the expression`);
    return result;
  }

  expression(): Expression {
    this.descend();
    const condition = this.binary(0);
    const result = this.scan.takeOperator("?") ? this.conditional(condition) : condition;
    this.levels -= 1;
    return result;
  }

  private conditional(condition: Expression): Expression {
    const whenTrue = this.expression();
    this.scan.expect(":");
    return { kind: "conditional", condition, whenTrue, whenFalse: this.expression() };
  }

  private descend(): void {
    this.levels += 1;
    if (this.levels > MOST_LEVELS) throw new PlainformError(endless(`more than ${MOST_LEVELS} levels`));
  }

  private binary(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (let operands = 1; ; operands += 1) {
      const operator = operators.find((candidate) => this.scan.takeOperator(candidate));
      if (operator === undefined) return left;
      if (operands === LONGEST_CHAIN)
        throw new PlainformError(endless(`over ${LONGEST_CHAIN} operands in a row`));
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    this.scan.space();
    const foreign = this.foreign();
    if (foreign !== undefined) return traverse(foreign, this.steps());
    for (const operator of ["!", "-"] as const) {
      if (this.scan.takeOperator(operator)) {
        this.descend();
        const operand = this.unary();
        this.levels -= 1;
        return { kind: "unary", operator, operand };
      }
    }
    return traverse(this.primary(), this.steps());
  }

  private foreign(): Expression | undefined {
    const start = this.scan.position;
    for (const { pattern, read } of this.foreigners) {
      const text = this.scan.match(pattern)?.[0];
      const expression = text === undefined ? undefined : read(text);
      if (expression !== undefined) return expression;
      this.scan.position = start;
    }
    return undefined;
  }

  private primary(): Expression {
    const { scan } = this;
    scan.space();
    const number = scan.match(NUMBER)?.[0];
    if (number !== undefined) return { kind: "number", text: number };
    if (scan.take('"')) {
      const result = this.template("quoted");
      scan.expect('"');
      return result;
    }
    if (scan.take("(")) {
      const inner = scan.ignoringNewlines(() => this.expression());
      scan.ignoringNewlines(() => scan.expect(")"));
      return { kind: "parens", inner };
    }
    if (scan.take("[")) return this.tuple();
    if (scan.take("{")) return this.object();
    if (scan.peek("<<")) scan.fail("a heredoc is not supported here; splice the text in with ${…} instead");
    const identifier = scan.match(IDENT)?.[0];
    if (identifier === undefined) return scan.fail(`expected an expression, got ${scan.glimpse()}`);
    return this.named(identifier);
  }

  private named(identifier: string): Expression {
    const { scan } = this;
    if (identifier === "true" || identifier === "false")
      return { kind: "bool", value: identifier === "true" };
    if (identifier === "null") return nullValue;
    let functionName = identifier;
    while (scan.take("::"))
      functionName += `::${scan.match(IDENT)?.[0] ?? scan.fail("expected a name after ::")}`;
    if (scan.takeOperator("(")) return this.call(functionName);
    return functionName === identifier ? name(identifier) : scan.fail(`expected ( after ${functionName}`);
  }

  private call(functionName: string): Expression {
    const { scan } = this;
    return scan.ignoringNewlines(() => {
      const args: Expression[] = [];
      while (!scan.takeOperator(")")) {
        args.push(this.expression());
        if (scan.takeOperator("...")) {
          scan.takeOperator(",");
          scan.expect(")");
          return { kind: "call", name: functionName, args, expand: true };
        }
        if (!scan.takeOperator(",") && !scan.ahead(")")) scan.fail(`expected , or ) in ${functionName}(…)`);
      }
      return { kind: "call", name: functionName, args, expand: false };
    });
  }

  private tuple(): Expression {
    const { scan } = this;
    return scan.ignoringNewlines(() => {
      if (scan.takeWord("for")) return this.forExpression("]");
      const items: Expression[] = [];
      while (!scan.takeOperator("]")) {
        items.push(this.expression());
        if (!scan.takeOperator(",") && !scan.ahead("]")) scan.fail("expected , or ] in a list");
      }
      return { kind: "tuple", items };
    });
  }

  private object(): Expression {
    const { scan } = this;
    const isFor = scan.ignoringNewlines(() => scan.takeWord("for"));
    if (isFor) return scan.ignoringNewlines(() => this.forExpression("}"));
    return scan.heedingNewlines(() => {
      const entries: ObjectEntry[] = [];
      for (;;) {
        scan.newlines();
        if (scan.takeOperator("}")) return { kind: "object", entries };
        scan.space();
        const quoted = scan.peek('"');
        const key = this.objectKey(this.expression(), quoted);
        if (!scan.takeOperator("=") && !scan.takeOperator(":"))
          scan.fail("expected = after the key of an object");
        entries.push({ key, value: this.expression() });
        if (!scan.takeOperator(",") && !scan.newlines() && !scan.ahead("}"))
          scan.fail("expected a comma, a new line or } in an object");
      }
    });
  }

  // A bare name is a literal key; a name that is to be evaluated stands in parentheses.
  private objectKey(key: Expression, quoted: boolean): Expression {
    if (key.kind === "name" && !quoted) return str(key.name);
    return key.kind === "parens" ? key.inner : key;
  }

  private forExpression(close: "]" | "}"): Expression {
    const { scan } = this;
    const [keyName, valueName] = this.forNames();
    const collection = this.expression();
    scan.expect(":");
    let value = this.expression();
    let key: Expression | undefined;
    if (close === "}") {
      scan.expect("=>");
      key = value;
      value = this.expression();
    }
    const group = close === "}" && scan.takeOperator("...");
    const condition = scan.takeWord("if") ? this.expression() : undefined;
    scan.expect(close);
    return { kind: "for", keyName, valueName, collection, key, value, group, condition };
  }

  private forNames(): [string | undefined, string] {
    const { scan } = this;
    const first = scan.word();
    const second = scan.takeOperator(",") ? scan.word() : undefined;
    if (!scan.takeWord("in")) scan.fail(`expected in, got ${scan.glimpse()}`);
    return second === undefined ? [undefined, first] : [first, second];
  }

  private steps(): Step[] {
    const { scan } = this;
    const steps: Step[] = [];
    let attributeSplat = false;
    for (;;) {
      const end = scan.position;
      scan.space();
      if (scan.take("[*]")) steps.push({ kind: "splat", attributeOnly: false });
      else if (scan.take("[")) {
        const key = scan.ignoringNewlines(() => this.expression());
        scan.ignoringNewlines(() => scan.expect("]"));
        steps.push({ kind: "index", key });
        attributeSplat = false;
      } else if (scan.peek(".") && !scan.peek("...")) {
        scan.take(".");
        scan.space();
        if (scan.take("*")) {
          steps.push({ kind: "splat", attributeOnly: true });
          attributeSplat = true;
          continue;
        }
        const index = scan.match(/\d+/y)?.[0];
        if (index !== undefined) {
          // Within `.*` an index in this old form belongs to each element, which `[0]` would not.
          steps.push(
            attributeSplat
              ? { kind: "attribute", name: index }
              : { kind: "index", key: { kind: "number", text: index } },
          );
          continue;
        }
        const attribute = scan.match(IDENT)?.[0];
        const name =
          attribute ?? scan.fail(`expected an attribute name after the dot, got ${scan.glimpse()}`);
        steps.push({ kind: "attribute", name });
      } else {
        scan.position = end;
        return steps;
      }
    }
  }

  bareTemplate(): Expression {
    return this.template("bare");
  }

  quotedBody(): Expression {
    return this.template("text");
  }

  /**
   * `quoted` ends at a closing quote, `text` is a quoted body without its quotes (a bare quote or a line
   * break in it is text), `bare` knows no backslash escapes.
   */
  private template(mode: "quoted" | "text" | "bare"): Expression {
    const { scan } = this;
    const parts: TemplatePart[] = [];
    let text = "";
    const add = (part: TemplatePart): void => {
      parts.push({ kind: "text", value: text }, part);
      text = "";
    };
    const open: string[] = [];
    while (!scan.done && !(mode === "quoted" && scan.peek('"'))) {
      const plain = scan.match(PLAIN)?.[0];
      if (plain !== undefined) {
        text += plain;
        continue;
      }
      const foreign = this.foreign();
      if (foreign !== undefined) {
        add({ kind: "interpolation", expression: foreign });
        continue;
      }
      if (scan.peek("$${")) {
        scan.take("$");
        if (this.foreigners.some(({ pattern }) => scan.sees(pattern)))
          scan.fail(
            "a $ directly before a reference is Terraform's escape for a literal ${; write " +
              'hcl`format("…$%s", …)` instead',
          );
        scan.take("${");
        text += "${";
        continue;
      }
      if (scan.take("%%{")) {
        text += "%{";
        continue;
      }
      if (scan.peek("${") || scan.peek("%{")) {
        add(this.sequence(open));
        continue;
      }
      if (mode !== "bare" && scan.peek("\\")) {
        text += this.escape();
        continue;
      }
      if (mode === "quoted" && scan.peek("\n")) scan.fail("a line break in a quoted string; write \\n");
      text += scan.character();
    }
    if (open.length > 0) scan.fail(`%{ ${open.at(-1)} } is never closed`);
    const all: readonly TemplatePart[] = [...parts, { kind: "text", value: text }];
    return template(mode === "bare" ? stripped(all) : all);
  }

  private escape(): string {
    const match = this.scan.match(ESCAPE);
    if (match === undefined)
      return this.scan.fail(`${this.scan.glimpse()} is not an escape sequence of Terraform`, true);
    const [, simple, short, long] = match;
    const hex = short ?? long;
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ({ n: "\n", r: "\r", t: "\t" } as Record<string, string>)[simple ?? ""] ?? simple ?? "";
  }

  private sequence(open: string[]): TemplateSequence {
    const { scan } = this;
    const directive = scan.take("%{") || !scan.take("${");
    const trimBefore = scan.take("~");
    const sequence = scan.ignoringNewlines(
      (): TemplateSequence =>
        directive ? this.directive(open) : { kind: "interpolation", expression: this.expression() },
    );
    scan.ignoringNewlines(() => scan.space());
    const trimAfter = scan.take("~");
    scan.expect("}");
    return { ...sequence, ...(trimBefore && { trimBefore }), ...(trimAfter && { trimAfter }) };
  }

  private directive(open: string[]): TemplateSequence {
    const { scan } = this;
    const keyword = scan.word();
    switch (keyword) {
      case "if":
        open.push("if");
        return { kind: "if", condition: this.expression() };
      case "for": {
        open.push("for");
        const [keyName, valueName] = this.forNames();
        return { kind: "for", keyName, valueName, collection: this.expression() };
      }
      case "else":
        if (open.at(-1) !== "if") scan.fail("%{ else } without an open %{ if }");
        return { kind: "else" };
      case "endif":
      case "endfor":
        if (open.pop() !== keyword.slice(3))
          scan.fail(`%{ ${keyword} } without an open %{ ${keyword.slice(3)} }`);
        return { kind: keyword };
      default:
        return scan.fail(
          `unknown template directive %{ ${keyword} }; expected if, else, endif, for or endfor`,
        );
    }
  }
}
