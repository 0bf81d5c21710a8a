import type { Problem } from "../errors";
import { type Argument, type Block, IDENTIFIER } from "../hcl";

/** Finds names that Terraform does not accept: of arguments, of blocks, and the labels of blocks. */
export function nameProblems(blocks: readonly Block[], at: string): readonly Problem[] {
  const wrong: string[] = [];
  const visit = (item: Argument | Block): void => {
    if (item.kind === "argument") {
      if (!IDENTIFIER.test(item.name)) wrong.push(item.name);
      return;
    }
    wrong.push(...[item.type, ...item.labels].filter((name) => !IDENTIFIER.test(name)));
    for (const group of item.body) group.forEach(visit);
  };
  blocks.forEach(visit);
  return wrong.map((name) => ({
    at,
    what: "the name of an argument or block is not one that Terraform accepts",
    got: JSON.stringify(name),
    expected: "letters, digits, _ and -, not beginning with a digit or -",
    fix: "correct the name",
  }));
}
