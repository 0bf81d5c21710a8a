import type { TerraformStack } from "cdktf";
import { PlainformError } from "../errors";
import { isChildModule } from "../layout/module-kinds";
import type { Environment } from "../lower/contexts";

/** Where the values of a module's elements stand. A reference to another module is refused, with the way out. */
export function environmentOf(at: string, module: TerraformStack): Environment {
  return {
    stack: module,
    at,
    blocks: [],
    foreign: (identifier, origin) => {
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
  if (inside(module, origin)) return `declare an input of ${module.node.path} and pass ${identifier} to it`;
  if (inside(origin, module)) return `declare an output of ${origin.node.path} whose value is ${identifier}`;
  if (isChildModule(origin) || isChildModule(module))
    return `declare an output of ${origin.node.path} and an input of ${module.node.path}, and pass the one to the other`;
  return "declare a variable and pass the value in, or read it from the other stack's state";
}
