import { PlainformError } from "../../plain/errors";

/** A value that has one obvious text: what the shell, systemd and raw output can write. */
export type Scalar = string | number | boolean;

/** A scalar that can be written at all, or an error: objects have no text, and half a surrogate pair no bytes. */
export function scalar(value: unknown): Scalar {
  if (typeof value === "boolean") {
    return value;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) {
      throw new PlainformError({
        what: "no target language can write the number",
        got: String(value),
        expected: "a finite number",
      });
    }
    return value;
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) {
      throw new PlainformError({
        what: "a string is not valid Unicode",
        got: JSON.stringify(value),
        expected: "no lone surrogates: they have no UTF-8 form",
      });
    }
    return value;
  }
  throw new PlainformError({
    what: "a value has no text",
    got: describe(value),
    expected: "a string, a number or a boolean",
    fix: "pass one of its fields, or write it whole with {{json …}}",
  });
}

/** A value of a template as text, without NUL, which ends a string wherever C is below. */
export function scalarText(value: unknown): string {
  const text = String(scalar(value));
  if (text.includes("\0")) {
    throw new PlainformError({ what: "a string holds a NUL character", got: JSON.stringify(text) });
  }
  return text;
}

/** What an error says about a value, short and never `[object Object]`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  if (typeof value === "object") {
    const keys = Object.keys(value);
    return keys.length === 0 ? "an object without fields" : `an object with ${keys.slice(0, 5).join(", ")}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : `a ${typeof value}`;
}
