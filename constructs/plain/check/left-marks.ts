import type { TerraformElement } from "cdktf";
import { type Mark, marksIn } from "../cdktf/marks";
import type { Problem } from "../errors";
import { describePlace, placeIn } from "./text-place";
import { constructOf, type WrittenFile } from "./written-files";

/**
 * Finds references that would be written as what cdktf puts in their place until a synth: JavaScript has computed with
 * the mark, or the text is none that Terraform reads.
 *
 * @param elements those that the blocks in the files come from
 */
export function leftMarks(
  files: readonly WrittenFile[],
  elements: () => readonly TerraformElement[],
): readonly Problem[] {
  return files.flatMap(({ path, content, origin }) => {
    if (typeof content !== "string") return [];
    // A document may speak of them, as code.
    const isSaid = ({ offset }: Mark): boolean => path.endsWith(".md") && content[offset - 1] === "`";
    const marks = marksIn(content).filter((mark) => !isSaid(mark));
    const found = marks.map((mark) => ({ mark, place: placeIn(path, content, mark.offset) }));
    const byPlace = new Map(found.map((one) => [describePlace(one.place), one]));
    return [...byPlace].map(([words, { mark, place }]): Problem => {
      return {
        at: (place.block && constructOf(place.block, origin, elements())) ?? origin,
        what: "a reference would be written as the mark that cdktf puts in its place",
        got: `${mark.text}, in ${path}: ${words}`,
        expected: path.endsWith(".tf")
          ? "a value that Terraform can compute"
          : "a text that is complete at synth",
        fix: fixOf(mark, path),
      };
    });
  });
}

function fixOf({ isNumber }: Mark, path: string): string {
  if (!path.endsWith(".tf"))
    return "have Terraform fill it in with templatefile(), or fetch it on the host; what is known at synth can be passed as it is";
  if (isNumber) return "let Terraform compute it: Op.div(n, 2), or hcl.number`${n} / 2`";
  return 'let Terraform take it out of the list or map: Fn.element(list, 0), Fn.join(",", list), Fn.lookup(map, "key"), or hcl`${list}[0]`';
}
