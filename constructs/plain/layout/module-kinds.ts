import type { TerraformProvider } from "cdktf";
import type { PlainModule } from "./plain-module";

/** A module as the synth reads it, of whatever kind. */
interface Module extends PlainModule {
  /** Constraint on the version of Terraform. */
  readonly requiredVersion: string;
}

/**
 * Where what is created in no file goes: a file for each top-level construct that holds several resources
 * (`network.tf`), and `main.tf` for the rest; or all in `main.tf`. Variables, outputs and providers have files of their
 * own in either case.
 */
export type Unfiled = "by construct" | "main.tf";

/** A root module as the synth reads it; `PlainStack` is one. */
export interface RootModule extends Module {
  /** Folder of the system below the output directory. */
  readonly system: string;
  /** Folder of the root module below the system's. */
  readonly rootModule: string;
  /** Folder of the local modules below the system's. */
  readonly modulesDirectory: string;
  /** Where what is generated comes from: a file or folder, or any other text. */
  readonly source: string;
  /** Version constraints by local provider name. */
  readonly requiredProviders: Readonly<Record<string, string>>;
  /** File that the `terraform` block stands in. */
  readonly settingsFile: string;
  /** What made the state of the stack, if it has names other than those of here. */
  readonly formerly: "cdktf" | undefined;
  /** Where what is created in no file goes. */
  readonly unfiled: Unfiled;
  readonly tfvarsFiles: readonly TfvarsFile[];
}

/** A module that another one calls, as the synth reads it; `LocalModule` is one. */
export interface ChildModule extends Module {
  /** Name of its folder below the stack's folder of modules. */
  readonly directory: string;
  /** Where what is generated comes from, if not from the stack's source. */
  readonly source: string | undefined;
  /** The providers that it knows by names of its own. */
  readonly passedProviders: readonly PassedProvider[];
}

/** A provider that a module is handed under a name of its own. */
export interface PassedProvider {
  /** The provider of the caller. */
  readonly provider: TerraformProvider;
  /** The alias that the module knows it by: `peer` gives `aws.peer`. */
  readonly moduleAlias: string;
}

/** Values for variables, as a `.tfvars` file or the example of one. */
export interface TfvarsFile {
  /** `terraform.tfvars`, `terraform.tfvars.example`, `prod.tfvars` … in the root module's folder. */
  readonly fileName: string;
  /** Values by variable name, printed in this order. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Comments above values, by variable name. */
  readonly comments?: Readonly<Record<string, string>>;
  /** Where the values stand, if not in the stack's source. */
  readonly source?: string;
}

// Symbols of the global registry: two copies of this package in one process still know each other's constructs.
const ROOT = Symbol.for("plainform/PlainStack");
const CHILD = Symbol.for("plainform/LocalModule");

/** Marks a module as a root module. */
export function brandRootModule(module: RootModule): void {
  Object.defineProperty(module, ROOT, { value: true });
}

/** Marks a module as one that another one calls. */
export function brandChildModule(module: ChildModule): void {
  Object.defineProperty(module, CHILD, { value: true });
}

/** @returns whether a construct is a stack that is written as plain Terraform */
export function isRootModule(construct: unknown): construct is RootModule {
  return typeof construct === "object" && construct !== null && ROOT in construct;
}

/** @returns whether a construct is a local module */
export function isChildModule(construct: unknown): construct is ChildModule {
  return typeof construct === "object" && construct !== null && CHILD in construct;
}

/** @returns the folder of a stack's root module below the output directory */
export function rootModuleFolder({ system, rootModule }: RootModule): string {
  return joined(system, rootModule);
}

/** @returns the folder of a module, a stack's root module or one that it calls, below the system's */
export function moduleFolder(module: unknown, stack: RootModule): string {
  return isChildModule(module) ? joined(stack.modulesDirectory, module.directory) : joined(stack.rootModule);
}

/** Joins parts of a path; an empty one, or `.`, is none. */
export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "" && part !== ".").join("/");
}
