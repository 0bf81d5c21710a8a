import { TerraformBackend, type TerraformElement, TerraformProvider } from "cdktf";
import { stackOverrides } from "../cdktf/overrides";
import { unknownKeys } from "../check/authored-keys";
import { commented, lostComment } from "../check/comments";
import { nameProblems } from "../check/names";
import type { Problems } from "../check/problems";
import { withSkips } from "../check/skips";
import type { Block } from "../hcl";
import { notesOf } from "../layout/notes";
import type { Environment } from "../lower/contexts";
import { type Lowered, lowerElement } from "../lower/element";

/** Lowers an element and puts its comments where they belong; nothing, when that fails. */
export function contributionOf(
  element: TerraformElement,
  environment: Environment,
  elements: readonly TerraformElement[],
  problems: Problems,
): Lowered {
  const { authored, comments = {} } = notesOf(element);
  const { at, stack } = environment;
  const lowered = problems.blaming(element, () =>
    lowerElement(element, {
      environment,
      overrides: stackOverrides(stack),
      authored,
      index: indexAmong(elements, element),
      ...(comments.above !== undefined && { comment: comments.above }),
    }),
  );
  if (lowered === undefined) return { blocks: [] };
  problems.add(...unknownKeys(element, authored, at));
  const { settings } = lowered;
  // The comments of a backend go on a block of the terraform block.
  const own = TerraformBackend.isBackend(element) ? {} : comments;
  // A local is an argument in a block that it shares: it has no inside, and no line directly above that block.
  const isLocals = ({ type }: Block): boolean => type === "locals";
  const locals = lowered.blocks.filter(isLocals);
  const others = lowered.blocks.filter((item) => !isLocals(item));
  const whole = commented(others, own, at, problems);
  const all = [...whole, ...locals];
  problems.add(...lostComment(own, all, at), ...nameProblems(all, at));
  const blocks = [...withSkips(whole, own.skip ?? {}, at, problems), ...locals];
  return { blocks, ...(settings && { settings }) };
}

/** The place of a provider among those of its type. */
function indexAmong(elements: readonly TerraformElement[], element: TerraformElement): number {
  if (!TerraformProvider.isTerraformProvider(element)) return 0;
  const type = element.terraformResourceType;
  return elements
    .filter((other) => TerraformProvider.isTerraformProvider(other) && other.terraformResourceType === type)
    .indexOf(element);
}
