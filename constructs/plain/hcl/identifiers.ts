/** What Terraform accepts as a name. */
export const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** What we print bare as an object key: the plain names that read as names. */
const BARE_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

// Bare `for` opens a for expression and bare true, false and null are values; the others only confuse a reader.
const KEYWORDS = new Set(["for", "in", "if", "else", "endif", "endfor", "true", "false", "null"]);

export function isBareKey(key: string): boolean {
  return BARE_KEY.test(key) && !KEYWORDS.has(key);
}
