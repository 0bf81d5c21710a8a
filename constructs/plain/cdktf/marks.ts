/** What cdktf puts in the place of a token, in a text that is written. */
export interface Mark {
  readonly text: string;
  readonly offset: number;
  /** Whether it stands for a number, which JavaScript may have computed with. */
  readonly isNumber: boolean;
}

// `${TfToken[TOKEN.1]}`, `#{…}` of a list and `&{…}` of a key, also with the quotes of a shell in it.
const MARK = /[$#&]['"\\]*\{TfToken\[[\w.:-]+\.\d+\]\}|-?\b\d(?:\.\d+)?[eE]\+?(?:28\d|29\d|30[01])(?!\d)/g;
// Most texts have none of both, and are searched once for that.
const MAY_HOLD = /TfToken\[|[eE]\+?(?:2[89]\d|30[01])/;

/** What a number is encoded as, and an item of a list of numbers; a token is one of the doubles right above. */
const NUMBERS = [8.109562212591e298, 1.888154589708e289];
const FACTOR = 1_000;

/** Finds marks that are still there when a text is complete. */
export function marksIn(text: string): readonly Mark[] {
  if (!MAY_HOLD.test(text)) return [];
  return [...text.matchAll(MARK)]
    .map(({ 0: mark, index }) => ({ text: mark, offset: index, isNumber: !mark.includes("TfToken") }))
    .filter(({ text: mark, isNumber }) => !isNumber || isComputed(Math.abs(Number(mark))));
}

/** One of those numbers, or a multiple or a fraction of it; any other number is the author's. */
function isComputed(value: number): boolean {
  return NUMBERS.some((number) => isWhole(value / number) || isWhole(number / value));
}

function isWhole(ratio: number): boolean {
  const whole = Math.round(ratio);
  return whole >= 1 && whole <= FACTOR && Math.abs(ratio / whole - 1) < 1e-9;
}
