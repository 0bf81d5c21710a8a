import type { Problem } from "../errors";
import { type Block, IDENTIFIER } from "../hcl";

/** Finds names that Terraform would not read: of arguments, of blocks, and the labels of blocks. */
export function nameProblems(blocks: readonly Block[], at: string): Problem[] {
  return namesOf(blocks)
    .filter((name) => !IDENTIFIER.test(name))
    .map((name) => ({
      at,
      what: "a name of an argument or block is none that Terraform reads",
      got: JSON.stringify(name),
      expected: "letters, digits, _ and -, not beginning with a digit or -",
      fix: "correct the name",
    }));
}

function namesOf(items: readonly (Block | Block["body"][number][number])[]): string[] {
  return items.flatMap((item) =>
    item.kind === "argument" ? [item.name] : [item.type, ...item.labels, ...namesOf(item.body.flat())],
  );
}
