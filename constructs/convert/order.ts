import { grouped } from "../plain/grouped";
import { addressIn, type Block } from "../plain/hcl";
import { walk } from "../plain/hcl/walk";

/** What is put in order: a block with its address, and the construct that it stands in. */
export interface Ordered {
  readonly address: string;
  readonly block: Block;
  readonly group: string;
}

/**
 * Puts the blocks of a file in the order of a story: those of one construct together, and what a block refers to
 * before it, a data source right before its first use. Otherwise the order of the configuration stays.
 */
export function inOrderOfReading<Item extends Ordered>(items: readonly Item[]): readonly Item[] {
  const sorted = [...grouped(items, ({ group }) => group).values()].flat();
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const placed = new Set<Item>();
  const result: Item[] = [];
  const place = (item: Item): void => {
    // Marked before what it uses is looked at: a cycle, which Terraform would refuse, ends here.
    if (placed.has(item)) return;
    placed.add(item);
    for (const address of referencesOf(item.block)) {
      const used = byAddress.get(address);
      if (used !== undefined && used.group === item.group) place(used);
    }
    result.push(item);
  };
  // A data source waits for its first user.
  const users = sorted.filter(({ address }) => !address.startsWith("data."));
  for (const item of [...users, ...sorted]) place(item);
  return result;
}

/** Addresses that a block refers to, in the order of the text: `aws_vpc.main`, `data.aws_ami.ubuntu`, `module.net`. */
export function referencesOf(block: Block): readonly string[] {
  const found = new Set<string>();
  const visit = (item: Block["body"][number][number]): void => {
    if (item.kind === "block") {
      item.body.flat().forEach(visit);
      return;
    }
    walk(item.value, (part) => {
      const addressed = addressIn(part);
      if (addressed !== undefined) found.add(addressed.address);
    });
  };
  visit(block);
  return [...found];
}
