import type { Foreign } from "./parse";

/** Marks the place of a spliced value in a text to be parsed with `HOLES`: private-use characters. */
export const holeMarker = (index: number): string => `\ue000${index}\ue001`;

/** Reads what `holeMarker` writes. In any other text these characters are what they are. */
export const HOLES: Foreign = {
  pattern: /\ue000\d+\ue001/y,
  read: (text) => ({ kind: "hole", index: Number(text.slice(1, -1)) }),
};
