import { type IResolvable, type IResolveContext, type TerraformStack, Token } from "cdktf";
import { PlainformError } from "../errors";
import { flat, HclSyntaxError, HOLES, holeMarker, parseExpression } from "../hcl";
import { HclExpression } from "../lower/hcl-expression";
import { lowerValue } from "../lower/value";

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
 * @param strings the text of the expression
 * @param values constructs, tokens and literals
 * @returns a token for the expression, for arguments that take a string
 * @throws PlainformError when the text is not a Terraform expression
 */
export function hcl(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  return Token.asString(parsed(strings, values));
}

/** An expression of any type, for arguments that take a token: `value: hcl.any`[for s in ${subnets} : s.id]``. */
hcl.any = (strings: TemplateStringsArray, ...values: readonly unknown[]): IResolvable =>
  parsed(strings, values);

/** An expression that is true or false, for conditions and boolean arguments: hcl.bool`${size} > 0`. */
hcl.bool = (strings: TemplateStringsArray, ...values: readonly unknown[]): IResolvable =>
  parsed(strings, values);

/** An expression that is a number: hcl.number`${size} * 2`. */
hcl.number = (strings: TemplateStringsArray, ...values: readonly unknown[]): number =>
  Token.asNumber(parsed(strings, values));

/** An expression that is a list of strings: hcl.list`${eips}[*].id`. */
hcl.list = (strings: TemplateStringsArray, ...values: readonly unknown[]): string[] =>
  Token.asList(parsed(strings, values));

/** An expression that is a map of strings: hcl.map`{ for k, v in ${tags} : lower(k) => v }`. */
hcl.map = (strings: TemplateStringsArray, ...values: readonly unknown[]): { [key: string]: string } =>
  Token.asStringMap(parsed(strings, values));

function parsed(strings: TemplateStringsArray, values: readonly unknown[]): HclExpression {
  const text = strings.raw
    .map((part, index) => unescapeJavaScript(part) + (index < values.length ? holeMarker(index) : ""))
    .join("");
  try {
    return new HclExpression(parseExpression(text, HOLES), values, print);
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

function print(expression: HclExpression, { scope }: IResolveContext): string {
  const environment = {
    stack: scope as TerraformStack,
    at: scope.node.path,
    blocks: [],
    foreign: (identifier: string) => identifier,
  };
  return flat(lowerValue(expression, environment));
}
