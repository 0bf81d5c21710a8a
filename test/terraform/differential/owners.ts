import { TerraformElement } from "cdktf";
import type { Difference } from "../../../constructs/convert/verify/difference";
import { addressOf } from "../../../constructs/plain/check/declared";
import type { AuthorStack } from "./author-code";
import type { Case } from "./corpus";

/** Builds many cases into one stack and knows afterwards whose a difference is. */
export class CasesInOneStack {
  private readonly owners = new Map<string, string>();

  constructor(private readonly cases: readonly Case[]) {}

  readonly build = (stack: AuthorStack): void => {
    const known = new Set(elementsOf(stack));
    for (const { name, build } of this.cases) {
      build(stack);
      for (const element of elementsOf(stack).filter((candidate) => !known.has(candidate))) {
        known.add(element);
        const address = addressOf(element);
        if (address !== undefined) this.owners.set(address, name);
      }
    }
  };

  /** @returns the name of the case that a difference belongs to, if it can be told */
  ownerOf({ subject }: Difference): string | undefined {
    const parts = subject.replaceAll('"', "").split(/[.[\s]/);
    return this.owners.get(parts.slice(0, 2).join(".")) ?? this.owners.get(parts.slice(0, 3).join("."));
  }
}

function elementsOf(stack: AuthorStack): TerraformElement[] {
  return stack.node.findAll().filter(TerraformElement.isTerraformElement);
}
