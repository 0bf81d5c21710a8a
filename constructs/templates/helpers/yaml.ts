import { scalar } from "./scalar";

/** Starts with a letter, and holds nothing that YAML 1.1 or 1.2 reads as structure. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;

/** Plain words that a YAML 1.1 parser reads as something else: Norway's `no` among them. */
const NOT_A_STRING = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** What may not stand in a YAML file, or counts as a line break there; JSON leaves these as they are. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** `{{yaml x}}`: a YAML scalar of the same value and type; strings are double-quoted unless plainly harmless. */
export function yamlScalar(value: unknown): string {
  const checked = scalar(value);
  if (typeof checked === "number") {
    // YAML 1.1 wants a point before an exponent: 1e-7 is a string there.
    return Object.is(checked, -0) ? "-0.0" : String(checked).replace(/^(-?\d+)e/, "$1.0e");
  }
  if (typeof checked === "boolean") {
    return String(checked);
  }
  if (PLAIN.test(checked) && !NOT_A_STRING.test(checked)) {
    return checked;
  }
  return JSON.stringify(checked)
    .replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/(?<=[$%])\{/g, "\\x7b");
}
