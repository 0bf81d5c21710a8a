import type { TerraformElement } from "cdktf";
import type { Problem } from "../errors";
import { NOT_SECRET, type SecretValue } from "./secret-values";
import { describePlace, placeIn } from "./text-place";
import { constructOf, type WrittenFile } from "./written-files";

/**
 * Finds secrets of the environment in files that are to be committed: one search in each text for each secret.
 *
 * @param elements those that the blocks in the files come from
 * @returns problems that say which variable and where, and never its value
 */
export function leakedSecrets(
  files: readonly WrittenFile[],
  secrets: readonly SecretValue[],
  elements: () => readonly TerraformElement[],
): readonly Problem[] {
  if (secrets.length === 0) return [];
  return files.flatMap(({ path, content, origin }) => {
    const text = typeof content === "string" ? content : Buffer.from(content).toString("latin1");
    return secrets.flatMap(({ name, forms }) => {
      const problems = forms.flatMap((form) =>
        offsetsOf(form.text, text).map((offset): Problem => {
          const place = placeIn(path, text, offset);
          const encoded = form.encoding === undefined ? "" : ` (${form.encoding})`;
          return {
            at: (place.block && constructOf(place.block, origin, elements())) ?? origin,
            what: "the value of a secret environment variable would be written to a file that is committed",
            got: `the value of ${name}${encoded}, in ${path}: ${describePlace(place)}`,
            expected: "the name by which the secret is fetched, never the secret",
            fix:
              "let the provider read the environment by itself; or declare a variable with sensitive: true and set TF_VAR_…; " +
              `or read it from SSM or Secrets Manager. If it is no secret, set ${NOT_SECRET}=${name}`,
          };
        }),
      );
      // Two forms may be found in one place.
      return [...new Map(problems.map((problem) => [problem.got, problem])).values()];
    });
  });
}

function offsetsOf(form: string, text: string): readonly number[] {
  const found: number[] = [];
  for (let offset = text.indexOf(form); offset >= 0; offset = text.indexOf(form, offset + form.length)) {
    const around = `${text[offset - 1] ?? " "}${text[offset + form.length] ?? " "}`;
    // A short one may be a part of a longer word by chance.
    if (form.length >= 16 || !/[A-Za-z0-9]/.test(around)) found.push(offset);
  }
  return found;
}
