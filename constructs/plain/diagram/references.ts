import type { Block, Expression } from "../hcl";
import { walk } from "../hcl/walk";

/** A block and the local module that it stands in; "" for the root module. */
export interface Placed {
  readonly module: string;
  readonly block: Block;
}

/** Finds the resources that expressions lead to, through locals, inputs and outputs of local modules. */
export class References {
  constructor(private readonly placed: readonly Placed[]) {}

  /** Addresses of the resources that a block refers to, in the order in which they are met. */
  of({ module, block }: Placed): readonly string[] {
    return this.resolve(expressionsIn(block), module, new Set());
  }

  private resolve(expressions: readonly Expression[], module: string, seen: Set<string>): string[] {
    const found = new Set<string>();
    const visit = (part: Expression): void => {
      const names = namesOf(part);
      const key = `${module}/${names.slice(0, 3).join(".")}`;
      if (names.length < 2 || seen.has(key)) return;
      const [root = "", first = "", second = ""] = names;
      if (["var", "local", "module"].includes(root)) {
        for (const address of this.through(root, first, second, module, new Set([...seen, key])))
          found.add(address);
      } else if (this.placed.some((each) => addressOf(each) === addressIn(module, root, first)))
        found.add(addressIn(module, root, first));
    };
    for (const expression of expressions) walk(expression, visit);
    return [...found];
  }

  private through(root: string, name: string, member: string, module: string, seen: Set<string>): string[] {
    if (root === "local") return this.resolve(this.values(module, "locals", undefined, name), module, seen);
    if (root === "module") return this.resolve(this.values(name, "output", member, "value"), name, seen);
    return module === "" ? [] : this.resolve(this.values("", "module", module, name), "", seen);
  }

  private values(module: string, type: string, label: string | undefined, name: string): Expression[] {
    return this.placed
      .filter((each) => each.module === module && each.block.type === type && each.block.labels[0] === label)
      .flatMap(({ block }) => valueOfArgument(block, name) ?? []);
  }
}

/** `aws_vpc.main`, or `module.network.aws_vpc.main`. */
export function addressOf({ module, block }: Placed): string {
  return addressIn(module, block.labels[0] ?? "", block.labels[1] ?? "");
}

/** The value of a block's own argument. */
export function valueOfArgument(block: Block, name: string): Expression | undefined {
  const found = block.body.flat().find((item) => item.kind === "argument" && item.name === name);
  return found?.kind === "argument" ? found.value : undefined;
}

function addressIn(module: string, type: string, name: string): string {
  return `${module === "" ? "" : `module.${module}.`}${type}.${name}`;
}

function namesOf(part: Expression): readonly string[] {
  if (part.kind !== "traversal" || part.source.kind !== "name") return [];
  // An index between a name and an attribute is part of the way.
  return [part.source.name, ...part.steps.flatMap((step) => (step.kind === "attribute" ? [step.name] : []))];
}

/** Conditions and orders of a lifecycle, and `depends_on`, say nothing about what works with what. */
function expressionsIn(block: Block): readonly Expression[] {
  return block.body.flat().flatMap((item) => {
    if (item.kind === "block") return item.type === "lifecycle" ? [] : expressionsIn(item);
    return item.name === "depends_on" ? [] : [item.value];
  });
}
