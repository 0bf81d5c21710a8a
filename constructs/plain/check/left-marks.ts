import type { TerraformElement } from "cdktf";
import { MARK } from "../cdktf/tokens";
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
    if (typeof content !== "string" || !MAY_HOLD.test(content)) return [];
    const places = [...content.matchAll(MARK)].map(({ 0: mark, index }) => ({
      mark,
      place: placeIn(path, content, index),
    }));
    const byPlace = new Map(places.map((found) => [describePlace(found.place), found]));
    return [...byPlace].map(([words, { mark, place }]): Problem => {
      return {
        at: (place.block && constructOf(place.block, origin, elements())) ?? origin,
        what: "a reference would be written as the mark that cdktf puts in its place",
        got: `${mark}, in ${path}: ${words}`,
        expected: path.endsWith(".tf")
          ? "a value that Terraform can compute"
          : "a text that is complete at synth",
        fix: fixOf(mark, path),
      };
    });
  });
}

// Most texts have none of both, and are searched once for that.
const MAY_HOLD = /TfToken\[|[eE]\+?(?:2[89]\d|30\d)/;

function fixOf(mark: string, path: string): string {
  if (!path.endsWith(".tf"))
    return "have Terraform fill it in with templatefile(), or fetch it on the host; what is known at synth can be passed as it is";
  if (!mark.includes("TfToken")) return "let Terraform compute it: Op.div(n, 2), or hcl.number`${n} / 2`";
  return 'let Terraform take it out of the list or map: Fn.element(list, 0), Fn.join(",", list), Fn.lookup(map, "key"), or hcl`${list}[0]`';
}
