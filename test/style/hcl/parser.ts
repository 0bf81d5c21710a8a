import type { Argument, Block, Body, Expression, Item, ObjectItem, Part, Span, Step } from "./ast";
import { HclSyntaxError, type Token } from "./tokens";

const BINARY = new Set(["||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%"]);
const LITERALS = new Set(["true", "false", "null"]);

/** The tree of a file's tokens. */
export function parseFile(tokens: readonly Token[]): Body {
  const parser = new Parser(tokens.filter((token) => token.kind !== "comment"));
  const items = parser.items("end");
  return { items };
}

class Parser {
  private at = 0;
  /** Inside `(…)`, `[…]` and `${…}` line ends mean nothing; in a body and in `{…}` they separate. */
  private newlines = true;

  constructor(private readonly tokens: readonly Token[]) {}

  items(closing: "end" | "}"): Item[] {
    const items: Item[] = [];
    for (;;) {
      this.skipNewlines();
      const token = this.peek();
      if (closing === "end" ? token.kind === "end" : token.text === "}" && token.kind === "operator") {
        return items;
      }
      items.push(this.item());
      const next = this.peek();
      if (next.kind !== "newline" && next.kind !== "end" && next.text !== "}") {
        throw this.unexpected("the end of the line");
      }
    }
  }

  private item(): Item {
    const name = this.take("identifier");
    if (this.is("=")) {
      const equals = this.operator("=").start;
      const value = this.expression();
      const argument: Argument = {
        kind: "argument",
        name: name.text,
        equals,
        value,
        ...spanOf(name, value),
      };
      return argument;
    }
    const labels: string[] = [];
    while (!this.is("{")) {
      const label = this.advance();
      if (label.kind === "identifier") {
        labels.push(label.text);
      } else if (label.kind === "string") {
        labels.push(label.text.slice(1, -1));
      } else {
        throw new HclSyntaxError(`expected a label or "{" after ${name.text}`, label.line);
      }
    }
    this.operator("{");
    const items = this.items("}");
    const close = this.operator("}");
    const block: Block = {
      kind: "block",
      type: name.text,
      labels,
      body: { items },
      ...spanOf(name, close),
    };
    return block;
  }

  expression(): Expression {
    const condition = this.binary();
    if (!this.is("?")) {
      return condition;
    }
    this.operator("?");
    const yes = this.expression();
    this.operator(":");
    const no = this.expression();
    return { kind: "operation", operands: [condition, yes, no], ...spanOf(condition, no) };
  }

  /** Operands and operators in a row: which binds tighter is of no interest here. */
  private binary(): Expression {
    const operands = [this.unary()];
    while (this.peek().kind === "operator" && BINARY.has(this.peek().text)) {
      this.advance();
      operands.push(this.unary());
    }
    const [first] = operands;
    const last = operands.at(-1);
    if (first === undefined || last === undefined || operands.length === 1) {
      return first ?? this.unary();
    }
    return { kind: "operation", operands, ...spanOf(first, last) };
  }

  private unary(): Expression {
    if (this.is("!") || this.is("-")) {
      const sign = this.advance();
      const operand = this.unary();
      return { kind: "operation", operands: [operand], ...spanOf(sign, operand) };
    }
    return this.withSteps(this.primary());
  }

  private primary(): Expression {
    const token = this.peek();
    if (token.kind === "string" || token.kind === "heredoc") {
      this.advance();
      const parts = (token.parts ?? []).flatMap((part): Part[] =>
        part.kind === "text" ? [part] : nested(part.kind, part.tokens, part.line),
      );
      const heredoc = token.indented === true ? "indentedHeredoc" : "heredoc";
      return {
        kind: "template",
        form: token.kind === "string" ? "quoted" : heredoc,
        parts,
        ...spanOf(token, token),
      };
    }
    if (token.kind === "number") {
      this.advance();
      return { kind: "literal", text: token.text, ...spanOf(token, token) };
    }
    if (token.kind === "identifier") {
      return this.name();
    }
    if (token.kind === "operator" && token.text === "(") {
      return this.within(false, () => {
        const open = this.operator("(");
        const value = this.expression();
        const close = this.operator(")");
        return { kind: "parentheses", value, ...spanOf(open, close) };
      });
    }
    if (token.kind === "operator" && token.text === "[") {
      return this.within(false, () => this.tuple());
    }
    if (token.kind === "operator" && token.text === "{") {
      return this.object();
    }
    throw this.unexpected("an expression");
  }

  private name(): Expression {
    const first = this.take("identifier");
    let name = first.text;
    while (this.is("::")) {
      this.advance();
      name += `::${this.take("identifier").text}`;
    }
    if (!this.is("(")) {
      return LITERALS.has(name)
        ? { kind: "literal", text: name, ...spanOf(first, first) }
        : { kind: "traversal", root: name, steps: [], ...spanOf(first, first) };
    }
    return this.within(false, () => {
      this.operator("(");
      const args: Expression[] = [];
      while (!this.is(")")) {
        args.push(this.expression());
        if (this.is("...")) {
          this.advance();
        }
        if (!this.is(")")) {
          this.operator(",");
        }
      }
      return { kind: "call", name, args, ...spanOf(first, this.operator(")")) };
    });
  }

  private withSteps(value: Expression): Expression {
    const steps: Step[] = [];
    let last: Span = value;
    for (;;) {
      if (this.is(".")) {
        this.operator(".");
        const step = this.advance();
        last = step;
        if (step.kind === "identifier") {
          steps.push({ kind: "attribute", name: step.text });
        } else if (step.kind === "number") {
          steps.push({ kind: "index", key: { kind: "literal", text: step.text, ...spanOf(step, step) } });
        } else if (step.text === "*") {
          steps.push({ kind: "splat" });
        } else {
          throw new HclSyntaxError(`expected a name after ".", got ${JSON.stringify(step.text)}`, step.line);
        }
      } else if (this.is("[")) {
        last = this.within(false, () => {
          this.operator("[");
          if (this.is("*")) {
            this.advance();
            steps.push({ kind: "splat" });
          } else {
            steps.push({ kind: "index", key: this.expression() });
          }
          return this.operator("]");
        });
      } else {
        break;
      }
    }
    if (steps.length === 0) {
      return value;
    }
    return value.kind === "traversal"
      ? { kind: "traversal", root: value.root, steps, ...spanOf(value, last) }
      : { kind: "access", value, steps, ...spanOf(value, last) };
  }

  private tuple(): Expression {
    const open = this.operator("[");
    if (this.isFor()) {
      return this.forExpression(open, "]");
    }
    const items: Expression[] = [];
    let trailingComma = false;
    while (!this.is("]")) {
      items.push(this.expression());
      trailingComma = this.is(",");
      if (trailingComma) {
        this.advance();
      } else if (!this.is("]")) {
        throw this.unexpected('"," or "]"');
      }
    }
    return { kind: "tuple", items, trailingComma, ...spanOf(open, this.operator("]")) };
  }

  private object(): Expression {
    return this.within(true, (): Expression => {
      const open = this.operator("{");
      this.skipNewlines();
      if (this.isFor()) {
        return this.within(false, () => this.forExpression(open, "}"));
      }
      const items: ObjectItem[] = [];
      while (!this.is("}")) {
        const key = this.expression();
        const separator = this.advance();
        if (separator.text !== "=" && separator.text !== ":") {
          throw new HclSyntaxError(`expected "=" after an object's key`, separator.line);
        }
        this.skipNewlines();
        const value = this.expression();
        items.push({
          key,
          separator: separator.text,
          equals: separator.start,
          value,
          ...spanOf(key, value),
        });
        if (this.is(",")) {
          this.advance();
        } else if (!this.is("}") && this.peek().kind !== "newline") {
          throw this.unexpected('",", a new line or "}"');
        }
        this.skipNewlines();
      }
      return { kind: "object", items, ...spanOf(open, this.operator("}")) };
    });
  }

  private forExpression(open: Token, closing: "]" | "}"): Expression {
    this.take("identifier");
    const names = this.forNames();
    const collection = this.expression();
    this.operator(":");
    const results = [this.expression()];
    if (this.is("=>")) {
      this.advance();
      results.push(this.expression());
    }
    if (this.is("...")) {
      this.advance();
    }
    if (this.peek().text === "if") {
      this.advance();
      results.push(this.expression());
    }
    return { kind: "for", names, collection, results, ...spanOf(open, this.operator(closing)) };
  }

  /** `k, v in`. */
  forNames(): string[] {
    const names = [this.take("identifier").text];
    if (this.is(",")) {
      this.advance();
      names.push(this.take("identifier").text);
    }
    if (this.take("identifier").text !== "in") {
      throw this.unexpected('"in"');
    }
    return names;
  }

  /** A template's sequence, which ends where its tokens do. */
  sequence(kind: "interpolation" | "directive", line: number): Part[] {
    this.newlines = false;
    if (kind === "interpolation") {
      return [{ kind, value: this.whole(), line }];
    }
    const keyword = this.take("identifier").text;
    if (keyword === "if") {
      return [{ kind, keyword, names: [], value: this.whole(), line }];
    }
    if (keyword === "for") {
      const names = this.forNames();
      return [{ kind, keyword, names, value: this.whole(), line }];
    }
    return [{ kind, keyword, names: [], value: undefined, line }];
  }

  private whole(): Expression {
    const value = this.expression();
    if (this.peek().kind !== "end") {
      throw this.unexpected("the end of the template sequence");
    }
    return value;
  }

  /** Terraform lets no object's first key be a bare `for`. */
  private isFor(): boolean {
    return this.peek().text === "for" && this.peek().kind === "identifier";
  }

  private within<T>(newlines: boolean, parse: () => T): T {
    const outer = this.newlines;
    this.newlines = newlines;
    const result = parse();
    this.newlines = outer;
    return result;
  }

  private peek(): Token {
    while (!this.newlines && this.tokens[this.at]?.kind === "newline") {
      this.at += 1;
    }
    const last = this.tokens.at(-1);
    return (
      this.tokens[this.at] ?? {
        kind: "end",
        text: "",
        start: last?.end ?? 0,
        end: last?.end ?? 0,
        line: last?.endLine ?? 1,
        endLine: last?.endLine ?? 1,
      }
    );
  }

  private advance(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private is(operator: string): boolean {
    const token = this.peek();
    return token.kind === "operator" && token.text === operator;
  }

  private take(kind: Token["kind"]): Token {
    if (this.peek().kind !== kind) {
      throw this.unexpected(`a token of kind ${kind}`);
    }
    return this.advance();
  }

  private operator(text: string): Token {
    if (!this.is(text)) {
      throw this.unexpected(JSON.stringify(text));
    }
    return this.advance();
  }

  private skipNewlines(): void {
    while (this.peek().kind === "newline") {
      this.at += 1;
    }
  }

  private unexpected(expected: string): HclSyntaxError {
    const token = this.peek();
    const got = token.kind === "end" ? "the end" : JSON.stringify(token.text);
    return new HclSyntaxError(`expected ${expected}, got ${got}`, token.line);
  }
}

function spanOf(first: Span, last: Span): Span {
  return { start: first.start, end: last.end, line: first.line, endLine: last.endLine };
}

function nested(kind: "interpolation" | "directive", tokens: readonly Token[], line: number): Part[] {
  return new Parser(tokens).sequence(kind, line);
}
