import type { TerraformElement } from "cdktf";
import type { Problem } from "../errors";
import { NOT_SECRET, type SecretForm, type SecretValue } from "./secret-values";
import { describePlace, placeIn, type TextPlace } from "./text-place";
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
  return files.flatMap((file) =>
    leakedSecretPlaces(file, secrets).map(({ name, place, encoding }): Problem => {
      const { path, origin } = file;
      const encoded = encoding === undefined ? "" : ` (${encoding})`;
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
}

/** A secret of the environment in a file. */
export interface LeakedSecret extends Pick<SecretForm, "encoding"> {
  /** The environment variable. */
  readonly name: string;
  readonly place: TextPlace;
}

/** Where a file has a secret of the environment, each place once for each variable. */
export function leakedSecretPlaces(
  { path, content }: Pick<WrittenFile, "path" | "content">,
  secrets: readonly SecretValue[],
): readonly LeakedSecret[] {
  if (secrets.length === 0) return [];
  const text = typeof content === "string" ? content : Buffer.from(content).toString("latin1");
  return secrets.flatMap(({ name, forms }) => {
    const found = forms.flatMap((form) =>
      offsetsOf(form.text, text).map((offset): LeakedSecret => {
        const { encoding } = form;
        return { name, place: placeIn(path, text, offset), ...(encoding !== undefined && { encoding }) };
      }),
    );
    // Two forms may be found in one place.
    const key = ({ place, encoding }: LeakedSecret): string => `${describePlace(place)} ${encoding ?? ""}`;
    return [...new Map(found.map((one) => [key(one), one])).values()];
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
