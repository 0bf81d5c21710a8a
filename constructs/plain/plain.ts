import type { TerraformStack } from "cdktf";
import { hasNamingRule, NAMING_RULE } from "./cdktf/naming-rule";
import { PlainformError } from "./errors";
import { brandRootModule, type RootModule } from "./layout/module-kinds";
import { PlainModule } from "./layout/plain-module";
import { takeOverSourceModules } from "./layout/source-modules";
import {
  PlainStack,
  type PlainStackProps,
  type StackSettings,
  stackSettings,
  synthesizePlain,
} from "./plain-stack";

// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants this of the base of a class that is not known
type StackClass = new (...args: any[]) => TerraformStack;

/** A class with what `PlainStack` adds to its own. */
export type PlainClass<Base extends StackClass> = new (
  ...args: ConstructorParameters<Base>
) => InstanceType<Base> & Pick<PlainStack, "file" | "text" | "tfvars">;

/**
 * Makes a class of stacks that one cannot change, because it comes from a library, write plain Terraform.
 *
 * @param base the library's class; it stays as it is
 * @param props as of `PlainStack`; the id's defaults are those of each stack
 * @returns a class to be used in its place, or to be extended
 * @throws PlainformError when the class has members of its own by names that `PlainStack` has
 * @example class Site extends plain(CompanyStack, { rootModule: "terraform" }) {}
 */
export function plain<Base extends StackClass>(base: Base, props: PlainStackProps = {}): PlainClass<Base> {
  class Plain extends (base as StackClass) {
    // biome-ignore lint/suspicious/noExplicitAny: whatever the base takes
    constructor(...args: any[]) {
      super(...args);
      requireFree(
        Object.keys(SETTINGS).filter((key) => Object.hasOwn(this, key)),
        this.node.path,
        base,
      );
      synthesizePlain(this as unknown as RootModule);
    }
  }
  const made: unknown = Plain.prototype;
  requireFree(
    METHODS.filter((name) => hasMember(base, name)),
    base.name,
    base,
  );
  for (const [name, method] of methodsFor(base)) Object.defineProperty(made, name, method);
  defineSettings(made as TerraformStack, props);
  brandRootModule(made as RootModule);
  takeOverSourceModules(made as PlainModule);
  return Plain as unknown as PlainClass<Base>;
}

const SETTINGS = stackSettings("", {});
const METHODS = ["file", "text", "tfvars", "nameByCdktf", "settleNames"];

function hasMember(base: StackClass, name: string): boolean {
  return name in base.prototype;
}

/** The methods of `PlainStack`, without its rule for names where the base has one. */
function methodsFor(base: StackClass): readonly (readonly [string, PropertyDescriptor])[] {
  return [PlainModule.prototype, PlainStack.prototype]
    .flatMap((prototype) => Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    .filter(([name]) => name !== "constructor" && !(name === NAMING_RULE && hasNamingRule(base)));
}

// Not fields, which there would be none of until the base is constructed; what is created by then asks for them.
function defineSettings(prototype: TerraformStack, props: PlainStackProps): void {
  const known = new WeakMap<TerraformStack, StackSettings>();
  for (const key of Object.keys(SETTINGS) as (keyof StackSettings)[])
    Object.defineProperty(prototype, key, {
      get(this: TerraformStack) {
        const settings = known.get(this) ?? stackSettings(this.node.id, props);
        known.set(this, settings);
        return settings[key];
      },
      // The base's own: it is told that the name is taken when it is constructed.
      set(this: TerraformStack, value: unknown) {
        Object.defineProperty(this, key, { value, configurable: true });
      },
    });
}

function requireFree(taken: readonly string[], at: string, base: StackClass): void {
  if (taken.length === 0) return;
  throw new PlainformError({
    at,
    what: "a class whose members have names of PlainStack's own cannot be made plain",
    got: `${taken.join(", ")} of ${base.name}`,
    expected: `names other than ${[...Object.keys(SETTINGS), ...METHODS].join(", ")}`,
    fix: "extend PlainStack instead, or put its constructs into a stack of your own",
  });
}
