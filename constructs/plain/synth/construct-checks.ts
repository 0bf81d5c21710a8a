import { Aspects, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import type { Problem } from "../errors";
import { isLocalModule } from "../layout/brands";
import type { PlainStack } from "../layout/plain-stack";

/**
 * Runs what cdktf runs before a synth (aspects, validations, error annotations), collecting problems instead
 * of stopping at the first, and refuses ids that JavaScript would reorder.
 */
export function checkConstructs(stacks: readonly PlainStack[]): Problem[] {
  for (const stack of stacks) invokeAspects(stack, []);
  return stacks.flatMap((stack) => stack.node.findAll().flatMap(problemsOf));
}

function problemsOf(construct: IConstruct): Problem[] {
  const { node } = construct;
  // A module gets its providers from its caller; the stack around it is asked for them.
  const messages = node.validate().filter((text) => !(isLocalModule(construct) && NO_PROVIDER.test(text)));
  const problems = messages.map((message): Problem => ({ at: node.path, what: message }));
  for (const entry of node.metadata.filter(({ type }) => type === ERROR))
    problems.push({ at: node.path, what: String(entry.data) });
  if (/^(0|[1-9]\d*)$/.test(node.id))
    problems.push({
      at: node.path,
      what: "a construct id looks like an integer",
      got: JSON.stringify(node.id),
      expected:
        "an id with a letter: JavaScript lists integer keys before all others, so blocks would change places",
      fix: `call it ${JSON.stringify(`n${node.id}`)}, for example`,
    });
  return problems;
}

const NO_PROVIDER = /without a matching provider construct/;
const ERROR = "@cdktf/error";

function invokeAspects(construct: IConstruct, inherited: readonly IAspect[]): void {
  const all = [...inherited, ...Aspects.of(construct).all];
  for (const aspect of all) aspect.visit(construct);
  for (const child of construct.node.children) invokeAspects(child, all);
}
