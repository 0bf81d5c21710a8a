import { PlainformError } from "../../plain/errors";
import { flat, str } from "../../plain/hcl";
import { scalar } from "./scalar";

/**
 * `{{hcl x}}`: an HCL literal: a quoted string in which nothing is interpolated, or a bare number or boolean.
 *
 * Terraform keeps every string in Unicode's NFC: a string in another form would silently come out changed.
 */
export function hclLiteral(value: unknown): string {
  const checked = scalar(value);
  if (typeof checked !== "string") {
    return String(checked);
  }
  if (checked.normalize("NFC") !== checked) {
    throw new PlainformError({
      what: "Terraform would change a string",
      got: JSON.stringify(checked),
      expected: "Unicode in its composed form (NFC)",
      fix: 'normalize it before: text.normalize("NFC")',
    });
  }
  return flat(str(checked));
}
