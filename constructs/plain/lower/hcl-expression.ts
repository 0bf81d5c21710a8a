import { type IResolvable, type IResolveContext, Token } from "cdktf";
import type { Expression } from "../hcl";

/** An expression written as Terraform, with JavaScript values in its holes. */
export class HclExpression implements IResolvable {
  readonly creationStack: string[] = [];

  /**
   * @param expression with holes where the values belong
   * @param values by the index of their hole
   * @param print its text, for cdktf's own synth
   */
  constructor(
    readonly expression: Expression,
    readonly values: readonly unknown[],
    private readonly print: (self: HclExpression, context: IResolveContext) => string,
  ) {}

  /** For cdktf's own synth, which wants a string. */
  resolve(context: IResolveContext): string {
    const text = this.print(this, context);
    return context.suppressBraces ? text : `\${${text}}`;
  }

  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return this.toString();
  }
}
