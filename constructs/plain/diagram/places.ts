import { valueIn } from "../hcl";
import {
  CONTAINERS,
  DEFAULT_FILTERS,
  DEFAULT_NETWORK,
  DEFAULTS,
  GLOBAL,
  REGIONAL,
  wordOf,
} from "../providers/picture";
import { constantOf } from "./constants";
import { detailsOf, type Line } from "./details";
import type { Node } from "./node";
import { blocksIn, type References } from "./references";

/** A box that others lie in. */
export interface Place {
  readonly id: string;
  readonly title: readonly Line[];
  readonly within?: string;
}

const kindOf = (type: string): number => CONTAINERS.findIndex((types) => types.includes(type));

/** Finds where in the world resources lie: region, network, subnet, module. */
export class Places {
  private readonly known = new Map<string, Place>();

  private readonly providers: readonly Node[];

  constructor(
    private readonly nodes: ReadonlyMap<string, Node>,
    private readonly references: References,
  ) {
    this.providers = [...nodes.values()].filter(
      ({ block, module }) => block.type === "provider" && module === "",
    );
  }

  /** The boxes that something was found to lie in. */
  get all(): readonly Place[] {
    return [...this.known.values()];
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  isContainer({ type }: Node): boolean {
    return kindOf(type) >= 0;
  }

  /** The box that a resource lies in; it and those around it are drawn then. */
  of(node: Node): string | undefined {
    const container = this.innermost(node);
    const outer = container === undefined ? this.region(node) : this.container(container);
    if (node.module === "" || container?.module === node.module) return outer;
    return this.module(node.module, outer);
  }

  private module(path: string, outer: string | undefined): string {
    const parent = path.split(".").slice(0, -1).join(".");
    const within = parent === "" ? outer : this.module(parent, outer);
    return this.add({
      id: `${outer ?? ""} module.${path}`,
      title: [["module", path.split(".").at(-1) ?? ""]],
      ...(within !== undefined && { within }),
    });
  }

  /** Draws a container that exists, and what is around it. */
  private container(node: Node): string {
    const id = node.address;
    if (this.known.has(id)) return id;
    const outer = this.innermost(node);
    const isThere = node.block.type === "data";
    const isDefault = this.isDefault(node);
    const network = DEFAULT_NETWORK[node.type];
    const around =
      outer !== undefined
        ? this.container(outer)
        : isDefault && network !== undefined
          ? this.add({ id: "default network", title: [[network]], within: this.region(node) })
          : this.region(node);
    const title: Line[] = [
      isDefault ? [`Default ${lower(wordOf(node.type))}`] : [wordOf(node.type), node.name],
      ...detailsOf(node, this.references),
      ...(isThere && !isDefault ? [["already there"]] : []),
      ...(node.module === "" ? [] : [["module", node.module]]),
    ];
    return this.add({ id, title, ...(around !== undefined && { within: around }) });
  }

  /** The container that a resource says it lies in, itself or by what supports it. */
  private innermost(node: Node, seen: Set<string> = new Set([node.address])): Node | undefined {
    const others = node.refs
      .map(({ address }) => this.nodes.get(address))
      .filter((other) => other !== undefined && other !== node);
    const found = new Map<string, Node>();
    for (const other of others) {
      if (other === undefined || !this.isContainer(other)) continue;
      if (this.isContainer(node) && kindOf(other.type) > kindOf(node.type)) continue;
      const real = this.real(other);
      if (this.isContainer(node) && kindOf(real.type) >= kindOf(node.type)) continue;
      found.set(real.address, real);
    }
    const common = this.common([...found.values()]);
    if (common !== undefined || this.isContainer(node)) return common;
    for (const other of others) {
      if (other === undefined || other.isShown || seen.has(other.address) || this.isContainer(other))
        continue;
      seen.add(other.address);
      const through = this.innermost(other, seen);
      if (through !== undefined) return through;
    }
    return undefined;
  }

  /** A data source that looks up a container by another one of its kind is that one. */
  private real(node: Node): Node {
    if (node.block.type !== "data") return node;
    const other = node.refs
      .map(({ address }) => this.nodes.get(address))
      .find((it) => it !== undefined && it !== node && kindOf(it.type) === kindOf(node.type));
    return other === undefined ? node : this.real(other);
  }

  /** The innermost container that has all of some in it; undefined when there is none, or none are given. */
  private common(containers: readonly Node[]): Node | undefined {
    const kind = Math.max(...containers.map(({ type }) => kindOf(type)));
    const inner = containers.filter(({ type }) => kindOf(type) === kind);
    const [first] = inner;
    if (inner.length <= 1) return first;
    const outer = new Map(
      inner.flatMap((each) => {
        const around = this.innermost(each);
        return around === undefined ? [] : [[around.address, around] as const];
      }),
    );
    const rest = containers.filter(({ type }) => kindOf(type) < kind);
    return this.common([
      ...new Map([...outer, ...rest.map((each) => [each.address, each] as const)]).values(),
    ]);
  }

  private region(node: Node): string | undefined {
    const [prefix = ""] = node.type.split("_");
    const word = REGIONAL[prefix];
    if (word === undefined || GLOBAL.test(node.type)) return undefined;
    const alias = aliasOf(node);
    const provider = this.providers.find(
      ({ block }) =>
        block.labels[0] === prefix && constantOf(valueIn(block, "alias"), "", this.references) === alias,
    );
    const region = provider && constantOf(valueIn(provider.block, "region"), "", this.references);
    const known = region === undefined || region === null ? alias : String(region);
    return this.add({
      id: `region ${prefix} ${alias ?? ""}`,
      title: [[word, ...(known === undefined ? [] : [known])]],
    });
  }

  private isDefault({ type, block }: Node): boolean {
    if (DEFAULTS.test(type)) return true;
    if (block.type !== "data") return false;
    const flags = ["default", "default_for_az"].map((name) =>
      constantOf(valueIn(block, name), "", this.references),
    );
    const filters = blocksIn(block, "filter").map((filter) =>
      constantOf(valueIn(filter, "name"), "", this.references),
    );
    return flags.includes(true) || filters.some((name) => DEFAULT_FILTERS.has(String(name)));
  }

  private add(place: Place & { readonly within?: string | undefined }): string {
    const { id, title, within } = place;
    if (!this.known.has(id)) this.known.set(id, { id, title, ...(within !== undefined && { within }) });
    return id;
  }
}

function aliasOf({ block }: Node): string | undefined {
  const provider = valueIn(block, "provider");
  const step = provider?.kind === "traversal" ? provider.steps[0] : undefined;
  return step?.kind === "attribute" ? step.name : undefined;
}

function lower(word: string): string {
  return /^[A-Z]{2}/.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);
}
