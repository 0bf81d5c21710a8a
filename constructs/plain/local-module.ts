import { posix } from "node:path";
import {
  type IResolvable,
  type ITerraformDependable,
  type ITerraformIterator,
  ref,
  type TerraformCount,
  TerraformHclModule,
  type TerraformOutputConfig,
  type TerraformProvider,
  TerraformStack,
  type TerraformVariable,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { PlainformError } from "./errors";
import {
  brandChildModule,
  type ChildModule,
  isRootModule,
  moduleFolder,
  type PassedProvider,
  type RootModule,
} from "./layout/module-kinds";
import { type Comments, commentsFrom, remember } from "./layout/notes";
import { PlainModule } from "./layout/plain-module";
import { DEFAULT_REQUIRED_VERSION } from "./layout/required-version";
import { takeOverSourceModules } from "./layout/source-modules";
import type { ElementClass, ElementScope, VariableConfig } from "./layout/terraform-file";

/** How a local module is called, and where its text lies. */
export interface LocalModuleProps {
  /** Name of the module's folder below the stack's folder of modules. @default the id */
  readonly directory?: string;
  /** What an author has to open, as of `PlainStackProps`. @default the stack's */
  readonly source?: string;
  /** Constraint on the version of Terraform; the module's own, whoever calls it. @default ">= 1.5" */
  readonly requiredVersion?: string;
  /** Number of instances; references then need an index. */
  readonly count?: number | TerraformCount;
  /** An instance for each element; references then need a key. */
  readonly forEach?: ITerraformIterator;
  /** What has to be there before anything of the module is created. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * Providers that the module gets by another name than its default ones. With a `moduleAlias` the module declares
   * the name (`aws.peer`), and a resource inside uses it by `addOverride("provider", "aws.peer")`.
   */
  readonly providers?: readonly (TerraformProvider | PassedProvider)[];
  /** What a reviewer would ask about the call. */
  readonly comment?: string | Comments;
}

/** What a module hands out: a reference to one of its outputs, for use where the module is called. */
export interface ModuleOutput {
  /** The reference where a string is wanted; the usual one. */
  readonly string: string;
  /** The reference where a number is wanted. */
  readonly number: number;
  /** The reference where a list of strings is wanted. */
  readonly list: string[];
  /** The reference where anything may stand: booleans, maps, objects. */
  readonly any: IResolvable;
}

/**
 * A local module as a construct: `modules/<directory>/{main,variables,outputs}.tf`, and the `module` block that
 * calls it where it is created. What goes in is declared with `input`, what comes out with `output`; any other
 * reference across the border is an error. Providers come from the caller: none is configured inside.
 */
export abstract class LocalModule extends PlainModule implements ChildModule, ElementScope {
  /** Name of the module's folder below the stack's folder of modules. */
  readonly directory: string;
  /** Where the module's text comes from, if not from the stack's source. */
  readonly source: string | undefined;
  /** Constraint on the version of Terraform. */
  readonly requiredVersion: string;
  /** The providers that the module knows by names of its own. */
  readonly passedProviders: readonly PassedProvider[];
  private readonly call: TerraformHclModule;
  private readonly caller: PlainModule;

  /**
   * @param scope a file (or the stack, or another module) that calls it
   * @param id name of the call: `network` gives `module.network`
   */
  constructor(scope: Construct, id: string, props: LocalModuleProps = {}) {
    super(scope, id);
    brandChildModule(this);
    takeOverSourceModules(this);
    const root = rootOf(this);
    this.directory = props.directory ?? id;
    this.source = props.source;
    this.requiredVersion = props.requiredVersion ?? DEFAULT_REQUIRED_VERSION;
    this.passedProviders = (props.providers ?? []).filter((passed) => "moduleAlias" in passed);
    this.caller = TerraformStack.of(scope) as PlainModule;
    // It is written with the stack around it.
    this.synthesizer = { synthesize: () => undefined };
    this.call = new TerraformHclModule(scope, `module.${id}`, {
      source: this.sourceFrom(this.caller, root),
      skipAssetCreationFromLocalModules: true,
      ...(props.forEach && { forEach: props.forEach }),
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
      ...(props.providers && { providers: [...props.providers] }),
    });
    // cdktf's modules have no count of their own.
    if (props.count !== undefined) this.call.addOverride("count", countOf(props.count));
    remember(this.call, {
      ...(props.comment !== undefined && { comments: commentsFrom(props.comment) }),
      ...(props.count !== undefined && { repeated: "count" as const }),
    });
  }

  /** Address of the call: `module.network`. */
  get fqn(): string {
    return this.call.fqn;
  }

  /**
   * Declares an input variable of the module and the value that this call gives it.
   *
   * @param name Terraform name of the variable
   * @param config as of any variable; `type` and `description` belong to every one
   * @param value what the caller passes; undefined leaves the variable to its default
   * @returns the variable, for use inside
   */
  protected input(
    name: string,
    config: VariableConfig & { readonly type: string; readonly description: string },
    value?: unknown,
  ): TerraformVariable {
    if (RESERVED_INPUTS.has(name))
      throw new PlainformError({
        at: this.node.path,
        what: "an input of a module has a name that Terraform keeps for itself",
        got: name,
        expected: `a name other than ${[...RESERVED_INPUTS].join(", ")}`,
        fix: "call it something else",
      });
    if (value === undefined && config.default === undefined)
      throw new PlainformError({
        at: this.node.path,
        what: "a module is called without a value for an input that has no default",
        got: `${name} = undefined`,
        expected: "a value",
        fix: "pass one in, or declare a default",
      });
    if (value !== undefined) this.call.set(name, value);
    return this.file("variables.tf").variable(name, config);
  }

  /**
   * Declares an output of the module.
   *
   * @param name as Terraform spells it
   * @param config its value, a description and the rest
   * @returns references to it, for use where the module is called
   */
  protected output(
    name: string,
    config: TerraformOutputConfig & { readonly description: string },
  ): ModuleOutput {
    this.file("outputs.tf").output(name, config);
    const reference = ref(`module.${this.call.friendlyUniqueId}.${name}`, this.caller);
    return {
      get string() {
        return Token.asString(reference);
      },
      get number() {
        return Token.asNumber(reference);
      },
      get list() {
        return Token.asList(reference);
      },
      any: reference,
    };
  }

  /**
   * Creates a resource or data source in the module's main.tf, as `TerraformFile.add` does.
   *
   * @param type the class: `Vpc` of `@cdktf/provider-aws/lib/vpc`
   * @param name the Terraform name: `main` gives `aws_vpc.main`
   * @param config the arguments, printed in this order
   * @param comment printed above the block (or, as an object, above its arguments)
   * @returns the element
   */
  add<Config, Element extends Construct>(
    type: ElementClass<Config, Element>,
    name: string,
    config: Config,
    comment?: string | Comments,
  ): Element {
    return this.file("main.tf").add(type, name, config, comment);
  }

  private sourceFrom(caller: PlainModule, root: RootModule): string {
    const path = posix.relative(`/${moduleFolder(caller, root)}`, `/${moduleFolder(this, root)}`);
    return path.startsWith("..") ? path : `./${path}`;
  }
}

/** https://developer.hashicorp.com/terraform/language/values/variables#declaring-an-input-variable */
const RESERVED_INPUTS: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
]);

/** The stack whose tree a module belongs to. */
function rootOf(module: Construct): RootModule {
  const stack = module.node.scopes.find(isRootModule);
  if (stack === undefined)
    throw new PlainformError({
      at: module.node.path,
      what: "a local module is created outside any plain stack",
      expected: "a PlainStack around it",
      fix: "create it in a file of a PlainStack, or in another local module",
    });
  return stack;
}

function countOf(count: number | TerraformCount): unknown {
  return typeof count === "number" ? count : count.toTerraform();
}
