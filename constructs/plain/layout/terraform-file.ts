import {
  TerraformLocal,
  TerraformOutput,
  type TerraformOutputConfig,
  TerraformStack,
  TerraformVariable,
  type TerraformVariableConfig,
  type TerraformVariableValidationConfig,
} from "cdktf";
import { Construct } from "constructs";
import { kindOf } from "../cdktf/kinds";
import { type Comments, commentsFrom, remember } from "./notes";

const FILE = Symbol.for("plainform/TerraformFile");

/** A provider's class for a resource, data source or provider, or a construct class of one's own. */
export interface ElementClass<Config, Element> {
  new (scope: Construct, id: string, config: Config): Element;
  readonly tfResourceType?: string;
}

/** What an input variable is. */
export interface VariableConfig extends Omit<TerraformVariableConfig, "validation"> {
  /**
   * What its value must hold, each with the sentence that is shown otherwise. As a function it is handed the variable
   * itself, whose name is then written once: `(size) => [{ condition: hcl.bool`${size} > 0`, errorMessage: "…" }]`.
   */
  readonly validation?:
    | readonly TerraformVariableValidationConfig[]
    | ((variable: TerraformVariable) => readonly TerraformVariableValidationConfig[]);
}

/** Where elements are added with the order of their arguments kept: a file, or a module (its main.tf). */
export interface ElementScope {
  /**
   * Creates an element here, with its arguments in the order in which they are written.
   *
   * @param type class of the element: `Vpc`
   * @param name its Terraform name: `main` gives `aws_vpc.main`
   * @param config what the class takes
   * @param comment above the block, or on what is in it
   * @returns the element, to be referred to
   */
  add<Config, Element extends Construct>(
    type: ElementClass<Config, Element>,
    name: string,
    config: Config,
    comment?: string | Comments,
  ): Element;
}

/**
 * A `.tf` file as a scope: what is created in it is printed in it, in order of creation. It takes no part in
 * names. Made by `PlainStack.file`.
 */
export class TerraformFile extends Construct implements ElementScope {
  /**
   * @param scope the stack or module
   * @param fileName name of the file in the module's folder, ending in .tf
   */
  constructor(
    scope: Construct,
    readonly fileName: string,
  ) {
    super(scope, fileName);
    Object.defineProperty(this, FILE, { value: true });
  }

  /**
   * Creates a resource, data source or provider in this file. The same as `new Vpc(file, "aws_vpc.main", {…})`,
   * except that the arguments are printed in the order in which they are written here.
   *
   * @param type the class: `Vpc` of `@cdktf/provider-aws/lib/vpc`
   * @param name the Terraform name: `main` gives `aws_vpc.main`; of a provider, any name that is free
   * @param config the arguments
   * @param comment what a reviewer would ask, printed above the block (or, as an object, above its arguments)
   * @returns the element
   */
  add<Config, Element extends Construct>(
    type: ElementClass<Config, Element>,
    name: string,
    config: Config,
    comment?: string | Comments,
  ): Element {
    const element = new type(this, elementId(type, name), config);
    remember(element, {
      authored: config,
      ...(comment !== undefined && { comments: commentsFrom(comment) }),
    });
    return element;
  }

  /**
   * Declares an input variable.
   *
   * @param name as Terraform spells it: `instance_type` is `var.instance_type`
   * @param config `type` as in Terraform: `string`, `list(string)`, `object({ … })`
   * @param comment printed above the block (or, as an object, above its arguments)
   * @returns the variable, whose `stringValue`, `numberValue` and others refer to it
   */
  variable(name: string, config: VariableConfig, comment?: string | Comments): TerraformVariable {
    const { validation, ...rest } = config;
    const variable = this.add(TerraformVariable, name, rest, comment);
    const rules = typeof validation === "function" ? validation(variable) : validation;
    for (const rule of rules ?? []) variable.addValidation(rule);
    return variable;
  }

  /**
   * Declares an output value.
   *
   * @param name as Terraform spells it
   * @param config its value, description and the rest
   * @param comment printed above the block (or, as an object, above its arguments)
   * @returns the output
   */
  output(name: string, config: TerraformOutputConfig, comment?: string | Comments): TerraformOutput {
    return this.add(TerraformOutput, name, config, comment);
  }

  /**
   * Declares a local value; the locals of a file stand together in one block.
   *
   * @param name as Terraform spells it: `name` is `local.name`
   * @param value a literal, a list, a map or a token
   * @param comment printed above the argument
   * @returns the local, whose `asString`, `asNumber` and others refer to it
   */
  local(name: string, value: unknown, comment?: string): TerraformLocal {
    const local = new TerraformLocal(this, `local.${name}`, value);
    remember(local, { ...(comment !== undefined && { comments: commentsFrom(comment) }) });
    return local;
  }
}

/** @returns whether a construct is a file scope */
export function isTerraformFile(construct: unknown): construct is TerraformFile {
  return typeof construct === "object" && construct !== null && FILE in construct;
}

/** @returns the file of its module that an element was created in, if any */
export function fileOf(element: Construct): TerraformFile | undefined {
  const { scopes } = element.node;
  return scopes.slice(scopes.findLastIndex(TerraformStack.isStack) + 1).findLast(isTerraformFile);
}

/** Ids are whole addresses, so that a VPC and a subnet may both be called main. */
function elementId(type: ElementClass<never, unknown>, name: string): string {
  const kind = kindOf(type);
  const prefix = kind === "data" ? `data.${type.tfResourceType}` : (kind ?? type.tfResourceType);
  return prefix === undefined ? name : `${prefix}.${name}`;
}
