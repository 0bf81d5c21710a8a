import type { IConstruct } from "constructs";
import { errorsOn } from "../cdktf/annotations";
import { isAsset } from "../cdktf/assets";
import { hasCustomSynthesis } from "../cdktf/elements";
import { skipsValidation, validate } from "../cdktf/validations";
import { constructsIn } from "../cdktf/whole-tree";
import type { Problem } from "../errors";
import { isChildModule, type RootModule } from "../layout/module-kinds";
import { Problems } from "./problems";

/**
 * Asks what cdktf asks before a synth (validations, error annotations), collecting problems instead of stopping at the
 * first, and refuses ids that JavaScript would reorder.
 */
export function checkConstructs(stacks: readonly RootModule[]): readonly Problem[] {
  const problems = new Problems();
  for (const stack of stacks) {
    const validated = (construct: IConstruct): readonly string[] =>
      problems.blaming(construct, () => validate(construct)) ?? [];
    const isSkipped = skipsValidation(stack);
    for (const construct of constructsIn(stack))
      checkConstruct(construct, isSkipped ? [] : validated(construct), problems);
  }
  return problems.all;
}

function checkConstruct(construct: IConstruct, messages: readonly string[], problems: Problems): void {
  const { node } = construct;
  // A module gets its providers from its caller; the stack around it is asked for them.
  const own = messages.filter((text) => !(isChildModule(construct) && NO_PROVIDER.test(text)));
  problems.add(...[...own, ...errorsOn(construct)].map((message) => ({ at: node.path, what: message })));
  if (hasCustomSynthesis(construct) && !isAsset(construct))
    problems.add({
      at: node.path,
      what: "a construct writes files by itself during a synth",
      got: `${construct.constructor.name}, with a custom synthesis of cdktf`,
      expected: "files that are in the plan before anything is written",
      fix: "use stack.text() for a text, TerraformAsset for files and archives, templatefile() for a text that Terraform fills in",
    });
  if (/^(0|[1-9]\d*)$/.test(node.id))
    problems.add({
      at: node.path,
      what: "a construct id looks like an integer",
      got: JSON.stringify(node.id),
      expected:
        "an id with a letter: JavaScript lists integer keys before all others, so blocks would change places",
      fix: `call it ${JSON.stringify(`n${node.id}`)}, for example`,
    });
}

const NO_PROVIDER = /without a matching provider construct/;
