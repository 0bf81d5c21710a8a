import { PlainformError } from "../errors";
import type { Environment } from "./contexts";

// A whole part of a name, never a word among others: `a-undefined-b`, `arn:aws:s3:::undefined/*`.
const MISSING = /(?<![^.:/@_=,-])undefined(?![^.:/@_=,*-])/;

/**
 * Refuses text that JavaScript has made of a value that is not there, or of an object: `${bucket.nmae}`. Of text with
 * blanks in it (scripts, sentences) nothing is said: the word may well be meant.
 */
export function refuseMissing(text: string, { at }: Environment): void {
  if (!text.includes("undefined") && !text.includes("[object Object]")) return;
  if (!text.includes("[object Object]") && (/\s/.test(text) || !MISSING.test(text))) return;
  throw new PlainformError({
    at,
    what: "a value in a text is missing, and JavaScript wrote a word in its place",
    got: JSON.stringify(text),
    expected: "a string, a number or a token in each ${…} of the source",
    fix: 'correct what is spliced in; if the word itself is meant, write it as Terraform: hcl`"undefined"`',
  });
}
