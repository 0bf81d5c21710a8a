// Made when first needed: that takes longer than most files do to print.
let segmenter: Intl.Segmenter | undefined;

function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter;
}

// These and an escaped `${~` are tokens of their own, which no mark joins; and Terraform's Unicode does not yet join
// the consonants of an Indic conjunct, as Node's does.
const BORDERS = /(["$%])|(?<=[$%]\{)(?!~)|(?<=[$%]\{~)|(?<=[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d])/;

/** The columns that `terraform fmt` takes a text to fill when it aligns: what a reader sees as one character. */
export function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return text.split(BORDERS).reduce((sum, piece = "") => sum + [...graphemes().segment(piece)].length, 0);
}
