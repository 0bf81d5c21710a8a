import { TerraformDataSource } from "cdktf";
import { PlainformError } from "../errors";
import { correctionFor, hasCorrections } from "../providers/aws";
import { shapesOfDeclarations } from "../providers/declarations";
import type { Shapes } from "../providers/shape";
import { declarationsOf } from "./declaration-file";
import { describedShapes, type GeneratedPrototype } from "./described-shapes";
import { type Bindings, bindingsOf } from "./elements";

const known = new WeakMap<object, Shapes>();

/**
 * The arguments of a resource, data source or provider as its class declares them, asked once for each class.
 *
 * Terraform's JSON does not tell a block from an attribute, and an escape hatch or the content of a dynamic
 * block carries no types; the generated classes do know, but they take nested attributes for blocks. So where their
 * mistakes are not known here, their declarations are read.
 *
 * @param path the type as corrections have it: `aws_vpc`, `data.aws_ami`, `aws` for the provider
 * @throws PlainformError when the class is too old to say anything, and its declarations are not at hand
 */
export function shapesOf(element: object, path = pathOf(element)): Shapes {
  const prototype = Object.getPrototypeOf(element) as GeneratedPrototype;
  const found = known.get(prototype);
  if (found !== undefined) return found;
  const bindings = bindingsOf(element);
  const shapes =
    bindings === undefined || hasCorrections(bindings)
      ? describedShapes(prototype, path, correctionFor)
      : declaredShapes(prototype, path, bindings);
  known.set(prototype, shapes);
  return shapes;
}

function pathOf(element: object): string {
  const { terraformResourceType: type } = element as { readonly terraformResourceType?: string };
  return TerraformDataSource.isTerraformDataSource(element) ? `data.${type}` : String(type);
}

function declaredShapes(prototype: GeneratedPrototype, path: string, bindings: Bindings): Shapes {
  // A class that was written by hand knows of no version.
  const isOld =
    bindings.providerVersion !== undefined &&
    overrides(prototype, "synthesizeAttributes") &&
    !overrides(prototype, "synthesizeHclAttributes");
  const described = describedShapes(prototype, path, (_path, isBlock) => (isBlock ? "undecided" : undefined));
  if (!isOld && ![...described.values()].some(({ isBlock }) => isBlock)) return described;
  const declared = shapesOfDeclarations(declarationsOf({ prototype, bindings, path }) ?? "");
  if (declared === undefined && isOld) throw tooOld(bindings);
  return declared ?? described;
}

/** Whether a class has a method of its own in place of the base class's, whichever copy of cdktf that is of. */
function overrides(prototype: object, method: string): boolean {
  let owners = 0;
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, method)) owners += 1;
  return owners > 1;
}

function tooOld({ providerName, providerVersion }: Bindings): PlainformError {
  return new PlainformError({
    what: "the bindings of this class are too old to say what is a nested block",
    got: `@cdktf/provider-${providerName} for ${providerName} ${providerVersion}, without its index.d.ts`,
    expected: "bindings that cdktf 0.20 or later has generated",
    fix: `npm install @cdktf/provider-${providerName}@latest`,
  });
}
