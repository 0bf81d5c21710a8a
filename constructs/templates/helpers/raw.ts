import { PlainformError } from "../../plain/errors";
import { scalar } from "./scalar";

const HARMLESS = /^[A-Za-z0-9._:/@=+,-]*$/;

/** `{{x}}` without a helper: only what means the same in every language that a template may be written in. */
export function rawText(value: unknown): string {
  const text = String(scalar(value));
  if (!HARMLESS.test(text)) {
    throw new PlainformError({
      what: "a value needs the quotes of its language",
      got: JSON.stringify(text),
      expected: "letters, digits and . _ : / @ = + , - when written raw",
      fix: "write it with the helper of the target language: {{shell …}}, {{systemd …}}, {{yaml …}}, {{hcl …}} or {{json …}}",
    });
  }
  return text;
}
