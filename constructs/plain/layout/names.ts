import { TerraformElement, TerraformProvider } from "cdktf";
import type { Construct, Node } from "constructs";
import { addressPrefix } from "../cdktf/elements";
import { settleName } from "../cdktf/settled-names";
import { PlainformError } from "../errors";
import { byPath, nameCandidates, withoutPrefix } from "./name-candidates";
import { isTerraformFile } from "./terraform-file";

/**
 * The Terraform names of a module's elements, from their paths (`nameCandidates`; files take no part).
 *
 * cdktf asks for a name as soon as an element is referred to, when its siblings are not there yet. So a name is first
 * *allocated*, and *settled* when all are known: of elements of one type that could have the same name, the first
 * by path has it (`byPath`), and the others say more of their paths.
 */
export class ElementNames {
  // What an element's name comes from does not change, and cdktf asks each time that it is referred to.
  private readonly allocated = new Map<object, string>();
  private readonly taken = new Set<string>();
  private isContested = false;

  /** @param module the module that the names are for */
  constructor(private readonly module: Construct) {}

  /**
   * The name that an element has for now: the best one that no other of its type was given before.
   * @throws PlainformError when nothing of its id can stand in a name
   */
  allocate(element: TerraformElement | Node): string {
    const known = this.allocated.get(element);
    if (known !== undefined) return known;
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const prefix = prefixOf(element);
    const candidates = this.candidates(element);
    const [best] = candidates;
    if (best === undefined)
      throw new PlainformError({
        at: node.path,
        what: "a construct id cannot become a Terraform name",
        got: JSON.stringify(node.id),
        expected: "letters, digits and underscores, not starting with a digit",
        fix: "choose another id; it may be the whole address, aws_vpc.main",
      });
    const isFree = (candidate: string): boolean => !this.taken.has(`${prefix}.${candidate}`);
    const name = candidates.find(isFree) ?? numbered(best, isFree);
    if (name !== best) this.isContested = true;
    this.taken.add(`${prefix}.${name}`);
    this.allocated.set(element, name);
    return name;
  }

  /**
   * Gives the elements of the module their final names, and has what already refers to them follow.
   *
   * @param elements all elements of the module
   */
  settle(elements: readonly TerraformElement[]): void {
    const named = elements.flatMap((element) => this.current(element) ?? []);
    const addresses = new Set(named.map(({ prefix, name }) => `${prefix}.${name}`));
    if (!this.isContested && addresses.size === named.length) return;
    const isOwn = ({ element, name }: Named): boolean => this.allocated.get(element) === name;
    // What overrideLogicalId gave wins. What has the same address already cannot be told from it any more.
    const claimed = new Set(
      named.filter((item) => !isOwn(item)).map(({ prefix, name }) => `${prefix}.${name}`),
    );
    const waiting = named
      .filter(isOwn)
      .filter(({ prefix, name }) => !claimed.has(`${prefix}.${name}`))
      .map((item) => ({ ...item, candidates: this.candidates(item.element) }))
      .sort((one, other) => byPath(one.candidates, other.candidates));
    for (const { element, prefix, candidates } of waiting) {
      const isFree = (candidate: string): boolean => !claimed.has(`${prefix}.${candidate}`);
      const settled = candidates.find(isFree) ?? candidates[0] ?? "";
      claimed.add(`${prefix}.${settled}`);
      this.allocated.set(element, settled);
      settleName(element, prefix, settled);
    }
  }

  private candidates(element: TerraformElement | Node): readonly string[] {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    if (node.scope === this.module) return nameCandidates([node.id], prefixOf(element));
    const scopes = node.scopes.slice(node.scopes.indexOf(this.module) + 1);
    const around = scopes.slice(0, -1).filter((scope) => !isTerraformFile(scope));
    const ids = around.map((scope) => withoutPrefix(scope.node.id, addressPrefix(scope)).own);
    return nameCandidates([...ids, node.id], prefixOf(element));
  }

  private current(element: TerraformElement): Named | undefined {
    // Providers are told apart by their aliases.
    const prefix = TerraformProvider.isTerraformProvider(element) ? "" : prefixOf(element);
    if (prefix === "") return undefined;
    try {
      return { element, prefix, name: element.friendlyUniqueId };
    } catch (error) {
      // Lowering it reports that it has no name.
      if (error instanceof PlainformError) return undefined;
      throw error;
    }
  }
}

interface Named {
  readonly element: TerraformElement;
  readonly prefix: string;
  readonly name: string;
}

function prefixOf(element: TerraformElement | Node): string {
  return TerraformElement.isTerraformElement(element) ? (addressPrefix(element) ?? "") : "";
}

/** A name for as long as the one that it is to have is another's. */
function numbered(name: string, isFree: (name: string) => boolean): string {
  for (let number = 2; ; number += 1) if (isFree(`${name}_${number}`)) return `${name}_${number}`;
}
