import { mermaid } from "./mermaid";
import { pictureOf } from "./picture";
import type { Placed } from "./references";

export type { Placed } from "./references";

/** What a stack makes, as the text of a Mermaid diagram. Same blocks, same text. */
export function diagramOf(blocks: readonly Placed[]): string {
  return mermaid(pictureOf(blocks));
}
