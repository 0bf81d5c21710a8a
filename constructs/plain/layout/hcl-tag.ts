import { type IResolvable, type IResolveContext, Token } from "cdktf";
import { PlainformError } from "../errors";
import { type Expression, flat, HclSyntaxError, holeMarker, parseExpression } from "../hcl";
import type { Environment } from "../lower/contexts";

/** An expression written as Terraform, with JavaScript values in its holes. */
export class HclExpression implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    readonly expression: Expression,
    readonly values: readonly unknown[],
  ) {}

  /** For cdktf's own synth, which wants a string. */
  resolve(context: IResolveContext): string {
    const environment: Environment = {
      stack: context.scope as Environment["stack"],
      at: context.scope.node.path,
      blocks: [],
      foreign: (identifier) => identifier,
    };
    const text = flat(lowerHcl(this, environment));
    return context.suppressBraces ? text : `\${${text}}`;
  }

  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return this.toString();
  }
}

// Set by ./value, which needs this class in turn.
let lowerHcl: (value: HclExpression, environment: Environment) => Expression = () => {
  throw new Error("the lowering is not loaded");
};
export function onLowerHcl(lower: typeof lowerHcl): void {
  lowerHcl = lower;
}

/** Values that may be spliced into an `hcl` template. */
export type HclSplice = unknown;

function build(strings: TemplateStringsArray, values: readonly HclSplice[]): HclExpression {
  const text = strings.raw
    .map((part, index) => unescapeJavaScript(part) + (index < values.length ? holeMarker(index) : ""))
    .join("");
  try {
    return new HclExpression(parseExpression(text, { holes: true }), values);
  } catch (error) {
    if (!(error instanceof HclSyntaxError)) throw error;
    const shown = strings.raw.join("${…}");
    throw new PlainformError({
      what: "an hcl`…` template is not a Terraform expression",
      got: `hcl\`${shown}\``,
      expected: error.message,
      fix: "write it as it would stand to the right of an = in a .tf file; \\${…} is Terraform's interpolation",
    });
  }
}

// In a tagged template `\${` and a backslash before a backtick are JavaScript's; all else is Terraform's.
function unescapeJavaScript(raw: string): string {
  return raw.replaceAll("\\${", "${").replaceAll("\\`", "`");
}

/**
 * An expression written as Terraform, for what cdktf's `Fn`, `Op` and tokens say badly or not at all: splats,
 * `for`, `count.index`, `one(…)`. Values in `${…}` are spliced in as expressions: a construct as its address,
 * a token as the reference it stands for, anything else as a literal.
 *
 * The tag itself gives a string, as most arguments want; `hcl.number`, `hcl.list`, `hcl.bool`, `hcl.map` and
 * `hcl.any` give the same expression as another type.
 *
 * @example
 * hcl`one(${eip}[*].public_ip)`        // one(aws_eip.main[*].public_ip)
 * hcl.bool`${name} != ""`              // var.name != ""
 * hcl`"\${path.module}/user-data.sh"`  // "${path.module}/user-data.sh"
 * @throws PlainformError when the text is not a Terraform expression
 */
export function hcl(strings: TemplateStringsArray, ...values: readonly HclSplice[]): string {
  return Token.asString(build(strings, values));
}

hcl.any = (strings: TemplateStringsArray, ...values: readonly HclSplice[]): IResolvable =>
  build(strings, values);
hcl.bool = hcl.any;
hcl.number = (strings: TemplateStringsArray, ...values: readonly HclSplice[]): number =>
  Token.asNumber(build(strings, values));
hcl.list = (strings: TemplateStringsArray, ...values: readonly HclSplice[]): string[] =>
  Token.asList(build(strings, values));
hcl.map = (strings: TemplateStringsArray, ...values: readonly HclSplice[]): { [key: string]: string } =>
  Token.asStringMap(build(strings, values));
