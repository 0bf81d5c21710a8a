import type { Expression } from "../hcl";
import { mermaid, type Words } from "./mermaid";
import { pictureOf } from "./picture";
import { type Placed, References } from "./references";

export type { Words } from "./mermaid";
export { addressOf, type Placed } from "./references";

/** What is not in the blocks. */
export interface DiagramProps {
  /** Values of the root module's variables, as of its terraform.tfvars. */
  readonly given?: ReadonlyMap<string, Expression>;
  /** Translations of what the picture says. */
  readonly words?: Words;
}

/** What a stack makes, as the text of a Mermaid diagram. Same blocks, same text. */
export function diagramOf(blocks: readonly Placed[], { given, words }: DiagramProps = {}): string {
  return mermaid(pictureOf(blocks, new References(blocks, given)), words);
}
