/**
 * Terraform text as tokens: a reader of its own, so that what the printer believes about HCL is not what
 * checks the printer.
 */

/** What a token is; a `string` and a `heredoc` carry their template's parts. */
export type TokenKind =
  | "identifier"
  | "number"
  | "operator"
  | "string"
  | "heredoc"
  | "newline"
  | "comment"
  | "end";

/** A piece of a template: text as written, `${…}`, or `%{…}`. */
export type TokenPart =
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | {
      readonly kind: "interpolation" | "directive";
      readonly tokens: readonly Token[];
      readonly line: number;
    };

export interface Token {
  readonly kind: TokenKind;
  /** As written, quotes and markers included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  readonly parts?: readonly TokenPart[];
  /** Heredocs only: opened by `<<-`. */
  readonly indented?: boolean;
}

/** The text is not HCL; the line says where. */
export class HclSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
    this.name = "HclSyntaxError";
  }
}

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const INTEGER = /\d+/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const OPERATORS = ["...", "::", "=>", "==", "!=", "<=", ">=", "&&", "||"];
const SINGLE = "=<>!+-*/%?:.,(){}[]~";

/** The tokens of a whole file; the last is the `end`. */
export function tokenize(text: string): Token[] {
  return new Tokenizer(text).file();
}

class Tokenizer {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {
    if (text.startsWith("\uFEFF")) {
      this.at = 1;
    }
  }

  file(): Token[] {
    const tokens = this.until(undefined);
    tokens.push({
      kind: "end",
      text: "",
      start: this.at,
      end: this.at,
      line: this.line,
      endLine: this.line,
    });
    return tokens;
  }

  /** Tokens up to the end of the text, or up to the `}` that closes a template's `${`. */
  private until(closing: "}" | undefined): Token[] {
    const tokens: Token[] = [];
    let depth = 0;
    for (;;) {
      this.skipBlanks();
      const char = this.text[this.at];
      if (char === undefined) {
        if (closing !== undefined) {
          throw this.error("a template sequence is not closed");
        }
        return tokens;
      }
      if (closing !== undefined && char === closing && depth === 0) {
        this.at += 1;
        return tokens;
      }
      depth += char === "{" ? 1 : char === "}" ? -1 : 0;
      tokens.push(this.next(tokens.at(-1)));
    }
  }

  private next(previous: Token | undefined): Token {
    const start = this.at;
    const line = this.line;
    const char = this.text[start] ?? "";
    const make = (kind: TokenKind, extra: Pick<Token, "parts" | "indented"> = {}): Token => {
      const text = this.text.slice(start, this.at);
      return { kind, text, start, end: this.at, line, endLine: this.line, ...extra };
    };
    if (char === "\n") {
      this.at += 1;
      this.line += 1;
      return { kind: "newline", text: "\n", start, end: this.at, line, endLine: line };
    }
    if (char === "#" || this.text.startsWith("//", start)) {
      const end = this.text.indexOf("\n", start);
      this.at = end < 0 ? this.text.length : end;
      return make("comment");
    }
    if (this.text.startsWith("/*", start)) {
      const end = this.text.indexOf("*/", start + 2);
      if (end < 0) {
        throw this.error("a comment is not closed");
      }
      this.moveTo(end + 2);
      return make("comment");
    }
    if (char === '"') {
      return make("string", { parts: this.quoted() });
    }
    const heredoc = this.match(HEREDOC);
    if (heredoc !== undefined) {
      this.moveTo(start + heredoc[0].length);
      const parts = this.heredocBody(heredoc[2] ?? "");
      return make("heredoc", { parts, indented: heredoc[1] === "-" });
    }
    // After a dot a number is an old-style index: `a.0.b`.
    const number = this.match(previous?.text === "." ? INTEGER : NUMBER);
    if (number !== undefined) {
      this.at += number[0].length;
      return make("number");
    }
    const identifier = this.match(IDENTIFIER);
    if (identifier !== undefined) {
      this.at += identifier[0].length;
      return make("identifier");
    }
    const operator = OPERATORS.find((candidate) => this.text.startsWith(candidate, start));
    if (operator !== undefined || SINGLE.includes(char)) {
      this.at += operator?.length ?? 1;
      return make("operator");
    }
    throw this.error(`unexpected character ${JSON.stringify(char)}`);
  }

  /** The parts of a quoted template; stands on the opening quote, ends behind the closing one. */
  private quoted(): TokenPart[] {
    this.at += 1;
    return this.template((text) => {
      const char = this.text[this.at];
      if (char === '"') {
        this.at += 1;
        return undefined;
      }
      if (char === "\n" || char === undefined) {
        throw this.error("a quoted string is not closed on its line");
      }
      const length = char === "\\" ? 2 : 1;
      this.at += length;
      return text + this.text.slice(this.at - length, this.at);
    });
  }

  /** The parts of a heredoc; stands on its first line, ends behind the closing marker. */
  private heredocBody(marker: string): TokenPart[] {
    let lineStart = true;
    return this.template((text) => {
      if (lineStart) {
        const end = this.text.indexOf("\n", this.at);
        const line = this.text.slice(this.at, end < 0 ? this.text.length : end);
        if (line.trim() === marker) {
          this.at += line.trimEnd().length;
          return undefined;
        }
      }
      const char = this.text[this.at];
      if (char === undefined) {
        throw this.error(`a heredoc is not closed by ${marker}`);
      }
      lineStart = char === "\n";
      this.moveTo(this.at + 1);
      return text + char;
    });
  }

  /** `step` takes the text so far and gives it back with one more character, or undefined at the end. */
  private template(step: (text: string) => string | undefined): TokenPart[] {
    const parts: TokenPart[] = [];
    let text = "";
    let line = this.line;
    const flush = (): void => {
      if (text !== "") {
        parts.push({ kind: "text", text, line });
        text = "";
      }
    };
    for (;;) {
      const ahead = this.text.slice(this.at, this.at + 3);
      if (ahead === "$${" || ahead === "%%{") {
        text += ahead;
        this.at += 3;
        continue;
      }
      if (ahead.startsWith("${") || ahead.startsWith("%{")) {
        flush();
        const opened = this.line;
        this.at += 2;
        const tokens = this.until("}").filter((token) => token.kind !== "comment" && token.text !== "~");
        parts.push({ kind: ahead[0] === "$" ? "interpolation" : "directive", tokens, line: opened });
        line = this.line;
        continue;
      }
      const before = this.line;
      const longer = step(text);
      if (longer === undefined) {
        flush();
        return parts;
      }
      if (text === "") {
        line = before;
      }
      text = longer;
    }
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text) ?? undefined;
  }

  private skipBlanks(): void {
    while (" \t\r".includes(this.text[this.at] ?? "\0")) {
      this.at += 1;
    }
  }

  private moveTo(offset: number): void {
    for (; this.at < offset; this.at += 1) {
      this.line += this.text[this.at] === "\n" ? 1 : 0;
    }
  }

  private error(message: string): HclSyntaxError {
    return new HclSyntaxError(message, this.line);
  }
}
