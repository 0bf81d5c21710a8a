const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** Text as it stands between the quotes of a quoted template. */
export function escapeQuoted(text: string): string {
  return escapeTemplate(text).replace(
    // Controls, and the white space and direction marks that nobody would see in a diff.
    /[\p{Cc}"\\\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu,
    (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Text as it stands in a heredoc, where only the template markers have an escape. */
export function escapeTemplate(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}
