import type { TerraformStack } from "cdktf";
import { PlainformError } from "../errors";
import { isChildModule, isRootModule } from "../layout/module-kinds";
import type { Environment } from "../lower/contexts";
import type { StackLinks } from "./stack-links";

/**
 * Where the values of a module's elements stand. What another stack has is read from its state; any other reference
 * across the border of a module is refused, with the way out.
 *
 * @param links the references between stacks; without it, these are refused too
 */
export function environmentOf(at: string, module: TerraformStack, links?: StackLinks): Environment {
  return {
    stack: module,
    at,
    blocks: [],
    foreign: (identifier, origin) => {
      if (links !== undefined && !isChildModule(origin) && isRootModule(module))
        return links.reference(identifier, origin, module);
      throw new PlainformError({
        at,
        what: "a reference crosses the border between two modules",
        got: `${identifier} of ${origin.node.path}, used in ${module.node.path}`,
        expected: "a reference within one module",
        fix: wayAcross(identifier, origin, module),
      });
    },
  };
}

function wayAcross(identifier: string, origin: TerraformStack, module: TerraformStack): string {
  const inside = (inner: TerraformStack, outer: TerraformStack): boolean =>
    isChildModule(inner) && inner.node.scopes.includes(outer) && inner !== outer;
  if (inside(module, origin) || (isRootModule(origin) && isChildModule(module)))
    return `declare an input of ${module.node.path} and pass ${identifier} to it`;
  if (inside(origin, module)) return `declare an output of ${origin.node.path} whose value is ${identifier}`;
  const isOneTree = origin.node.scopes.some(
    (scope) => isRootModule(scope) && module.node.scopes.includes(scope),
  );
  if (isChildModule(origin) && !isOneTree)
    return `declare an output of ${origin.node.path} whose value is ${identifier}, and refer to that output`;
  if (isChildModule(origin) || isChildModule(module))
    return `declare an output of ${origin.node.path} and an input of ${module.node.path}, and pass the one to the other`;
  return "declare a variable and pass the value in, or read it from the other stack's state";
}
