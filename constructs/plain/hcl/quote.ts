const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

// Controls, and the white space and direction marks that nobody would see in a diff.
const UNSEEN = "\\p{Cc}\\u00a0\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff";
// Marks, and the few characters beside them that join what stands before. Without a letter to stand on they
// would be drawn on the quote or the escape before them, and on the margin of a heredoc, which Terraform takes
// away together with them.
const JOINING = "\\p{M}\\u0e33\\u0eb3\\uff9e\\uff9f\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}";
const STRAY_MARKS = `(?<=^|\\ufffd|[^\\p{L}\\p{N}\\p{S}${JOINING}])[${JOINING}]+`;

const TO_ESCAPE = new RegExp(`${STRAY_MARKS}|["\\\\${UNSEEN}]`, "gu");
const UNSEEN_IN_LINES = new RegExp(`${STRAY_MARKS}|(?![\\n\\t])[${UNSEEN}]`, "u");

// Nearly all texts: of characters that stand for themselves.
const PLAIN = /^[ !#&-[\]-z|}~]*$/;

/** Text as it stands between the quotes of a quoted template. */
export function escapeQuoted(text: string): string {
  if (PLAIN.test(text)) return text;
  return escapeTemplate(text).replace(TO_ESCAPE, (found) => [...found].map(escapeCharacter).join(""));
}

function escapeCharacter(char: string): string {
  const simple = ESCAPES[char];
  if (simple !== undefined) return simple;
  const hex = (char.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
}

/** Text as it stands in a heredoc, where only the template markers have an escape. */
export function escapeTemplate(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** Whether text has something in it that would not be seen, or not be kept, without an escape. */
export function hidesSomething(text: string): boolean {
  return UNSEEN_IN_LINES.test(text);
}
