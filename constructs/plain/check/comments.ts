import type { TerraformElement } from "cdktf";
import type { Problem } from "../errors";
import type { Argument, Block } from "../hcl";
import { namesIn, withComments } from "../hcl/comments";
import { type Comments, notesOf } from "../layout/notes";
import type { Problems } from "./problems";

/**
 * Puts the comments on what blocks contain.
 * @param problems receives the comments that nothing printed has a place for
 */
export function commented(
  blocks: readonly Block[],
  { on = {} }: Comments,
  at: string,
  problems: Problems,
): readonly Block[] {
  if (Object.keys(on).length === 0) return blocks;
  return withComments(blocks, on, (name) => {
    problems.add({
      at,
      what: "there is a comment on an argument or block that is not printed",
      got: name,
      expected: `one of ${namesIn(blocks).join(", ") || "none: nothing in it takes a comment"}`,
      fix: "spell the name as Terraform does, or leave the comment out",
    });
  });
}

/** Reports the comment above an element that prints nothing to put it above. */
export function lostComment({ above }: Comments, printed: readonly Block[], at: string): Problem[] {
  if (above === undefined) return [];
  // The locals of a file stand in one block, each with a comment of its own.
  const items = printed.flatMap((item) => (item.type === "locals" ? item.body.flat() : [item]));
  if (items.some(({ comment }) => comment === above)) return [];
  return [
    {
      at,
      what: "there is a comment above an element that is not printed",
      got: JSON.stringify(above),
      expected: "an element with something to print",
      fix: "put the comment above another element",
    },
  ];
}

/** Puts the comments of a backend on it: it is a block within the `terraform` block. */
export function withBackendComments(terraform: Block, backend: TerraformElement, problems: Problems): Block {
  const { comments = {} } = notesOf(backend);
  const { above } = comments;
  const inBackend = (item: Block | Argument): Block | Argument => {
    if (item.kind !== "block" || (item.type !== "backend" && item.type !== "cloud")) return item;
    const [inside = item] = commented([item], comments, backend.node.path, problems);
    return above === undefined ? inside : { ...inside, comment: above };
  };
  return { ...terraform, body: terraform.body.map((group) => group.map(inBackend)) };
}
