import { type Block, type Expression, valueIn } from "../hcl";
import { walk } from "../hcl/walk";

/** A block, and the local module that it stands in: "" for the root module, `network.dns` for one in another. */
export interface Placed {
  readonly module: string;
  readonly block: Block;
}

/** One way from a block to another. */
export interface Reference {
  /** The argument of the block, or the block within it, that it stands in. */
  readonly argument: string;
  readonly address: string;
}

type Seen = ReadonlySet<string>;

/** Finds what expressions lead to, through locals, inputs and outputs of local modules. */
export class References {
  private readonly byAddress = new Map<string, Placed>();
  private readonly locals = new Map<string, Expression>();
  private readonly outputs = new Map<string, Expression>();

  /** @param given values of the root module's variables */
  constructor(
    placed: readonly Placed[],
    private readonly given: ReadonlyMap<string, Expression> = new Map(),
  ) {
    for (const each of placed) {
      const { module, block } = each;
      if (block.type === "locals")
        for (const item of block.body.flat())
          if (item.kind === "argument") this.locals.set(`${module}/${item.name}`, item.value);
      const value = valueIn(block, "value");
      if (block.type === "output" && value !== undefined)
        this.outputs.set(`${module}/${block.labels[0]}`, value);
      this.byAddress.set(addressOf(each), each);
    }
  }

  /** What a block refers to, in the order in which it is met; each once for an argument. */
  of({ module, block }: Placed): readonly Reference[] {
    const found = new Map<string, Reference>();
    for (const item of block.body.flat()) {
      // Conditions and orders of a lifecycle, and `depends_on`, say nothing about what works with what.
      if (item.kind === "argument" ? item.name === "depends_on" : item.type === "lifecycle") continue;
      const argument =
        item.kind === "argument" ? item.name : item.type === "dynamic" ? (item.labels[0] ?? "") : item.type;
      for (const address of this.in(expressionsIn(item), module))
        found.set(`${argument} ${address}`, { argument, address });
    }
    return [...found.values()];
  }

  /** Addresses of the resources, data sources and foreign modules that expressions of a module lead to. */
  in(expressions: readonly Expression[], module: string, seen: Seen = new Set()): readonly string[] {
    const found = new Set<string>();
    const visit = (part: Expression): void => {
      const names = namesOf(part);
      if (names.length < 2) return;
      const key = `${module}/${names.slice(0, 3).join(".")}`;
      const behind = seen.has(key) ? undefined : this.behind(names, module);
      if (behind !== undefined) {
        for (const address of this.in([behind.expression], behind.module, new Set([...seen, key])))
          found.add(address);
        return;
      }
      const [root = "", first = "", second = ""] = names;
      const address = inModule(module, root === "data" ? `data.${first}.${second}` : `${root}.${first}`);
      if (this.byAddress.has(address)) found.add(address);
    };
    for (const expression of expressions) walk(expression, visit);
    return [...found];
  }

  /** What a local, a variable or an output of a local module stands for, and the module that it is written in. */
  behind(
    names: readonly string[],
    module: string,
  ): { readonly expression: Expression; readonly module: string } | undefined {
    const [root = "", name = "", member = ""] = names;
    const found = (expression: Expression | undefined, where: string) =>
      expression && { expression, module: where };
    if (root === "local") return found(this.locals.get(`${module}/${name}`), module);
    if (root === "module") {
      const called = module === "" ? name : `${module}.${name}`;
      return found(this.outputs.get(`${called}/${member}`), called);
    }
    if (root !== "var") return undefined;
    if (module === "") {
      const variable = this.byAddress.get(`variable.${name}`);
      const preset = variable && valueIn(variable.block, "default");
      return found(this.given.get(name) ?? preset, "");
    }
    const parent = module.split(".").slice(0, -1).join(".");
    const call = this.byAddress.get(inModule(parent, `module.${module.split(".").at(-1)}`));
    const passed = call && valueIn(call.block, name);
    if (passed !== undefined) return found(passed, parent);
    const variable = this.byAddress.get(inModule(module, `variable.${name}`));
    return found(variable && valueIn(variable.block, "default"), module);
  }
}

/** `aws_vpc.main`, `module.network.data.aws_vpc.main`. */
export function addressOf({ module, block: { type, labels } }: Placed): string {
  const [first = "", second = ""] = labels;
  if (type === "resource") return inModule(module, `${first}.${second}`);
  return inModule(module, labels.length === 0 ? type : `${type}.${labels.join(".")}`);
}

/** The blocks of a type in another, with what stands in a `dynamic` one. */
export function blocksIn(block: Block, type: string): readonly Block[] {
  return block.body.flat().flatMap((item) => {
    if (item.kind !== "block") return [];
    if (item.type === type) return [item];
    return item.type === "dynamic" && item.labels[0] === type ? blocksIn(item, "content") : [];
  });
}

/** The names of a traversal: an index between them is part of the way. */
export function namesOf(part: Expression): readonly string[] {
  if (part.kind !== "traversal" || part.source.kind !== "name") return [];
  return [part.source.name, ...part.steps.flatMap((step) => (step.kind === "attribute" ? [step.name] : []))];
}

function inModule(module: string, address: string): string {
  return module === "" ? address : `module.${module.replaceAll(".", ".module.")}.${address}`;
}

/** All expressions in an item of a block's body. */
function expressionsIn(item: Block["body"][number][number]): readonly Expression[] {
  if (item.kind === "argument") return [item.value];
  return item.body.flat().flatMap(expressionsIn);
}
