/** Thrown for text that is not Terraform; the lowering adds whose text it was. */
export class HclSyntaxError extends Error {
  constructor(
    message: string,
    readonly text: string,
    readonly offset: number,
    /** Whether it is a backslash that is none of Terraform's. */
    readonly isEscape = false,
  ) {
    super(message);
    this.name = "HclSyntaxError";
  }
}

const WORD = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y;

/** A position in a text, and the small moves that the parser is written in. */
export class Scanner {
  position = 0;
  // Between parentheses and brackets a new line is white space; directly between braces it separates.
  private newlinesCount = false;

  constructor(private readonly text: string) {}

  get done(): boolean {
    return this.position >= this.text.length;
  }

  peek(expected: string): boolean {
    return this.text.startsWith(expected, this.position);
  }

  /** Takes exactly this text, without skipping white space. */
  take(expected: string): boolean {
    if (!this.peek(expected)) return false;
    this.position += expected.length;
    return true;
  }

  /** The match of a sticky expression at this position, taken. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.position += match[0].length;
    return match;
  }

  /** Whether a sticky expression matches at this position. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    return pattern.test(this.text);
  }

  character(): string {
    const char = this.text[this.position] ?? "";
    this.position += 1;
    return char;
  }

  space(): void {
    for (;;) {
      const char = this.text[this.position];
      if (char === " " || char === "\t" || char === "\r" || (char === "\n" && !this.newlinesCount))
        this.position += 1;
      else if ((char !== "#" && char !== "/") || this.match(COMMENT) === undefined) return;
    }
  }

  /** Skips new lines; true if there was at least one. */
  newlines(): boolean {
    let found = false;
    for (;;) {
      this.space();
      if (!this.take("\n")) return found;
      found = true;
    }
  }

  takeOperator(operator: string): boolean {
    this.space();
    if (!this.peek(operator)) return false;
    const next = this.text[this.position + operator.length];
    // `!` is not the start of `!=`, `=` not of `==` or `=>`.
    if ((operator === "!" || operator === "=" || operator === "<" || operator === ">") && next === "=")
      return false;
    if (operator === "=" && next === ">") return false;
    if (operator === ":" && next === ":") return false;
    return this.take(operator);
  }

  ahead(expected: string): boolean {
    this.space();
    return this.peek(expected);
  }

  expect(expected: string): void {
    if (!this.takeOperator(expected)) this.fail(`expected ${expected}, got ${this.glimpse()}`);
  }

  word(): string {
    this.space();
    return this.match(WORD)?.[0] ?? this.fail(`expected a name, got ${this.glimpse()}`);
  }

  takeWord(expected: string): boolean {
    this.space();
    const start = this.position;
    if (this.match(WORD)?.[0] === expected) return true;
    this.position = start;
    return false;
  }

  ignoringNewlines<T>(parse: () => T): T {
    return this.withNewlines(false, parse);
  }

  heedingNewlines<T>(parse: () => T): T {
    return this.withNewlines(true, parse);
  }

  private withNewlines<T>(count: boolean, parse: () => T): T {
    const before = this.newlinesCount;
    this.newlinesCount = count;
    const result = parse();
    this.newlinesCount = before;
    return result;
  }

  glimpse(): string {
    return this.done ? "the end" : JSON.stringify(this.text.slice(this.position, this.position + 12));
  }

  fail(message: string, isEscape = false): never {
    throw new HclSyntaxError(message, this.text, this.position, isEscape);
  }
}
