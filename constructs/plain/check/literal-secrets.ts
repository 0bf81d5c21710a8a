import { describePlace, placeIn, type TextPlace } from "./text-place";
import type { WrittenFile } from "./written-files";

// The names that the schemas of providers call sensitive, of AWS, GitHub, Datadog, Cloudflare and others alike.
const LITERAL =
  /^ *"?((?:\w+_)?(?:passwords?|passphrase|(?:client|shared|api|app)_secret|secret_(?:key|access_key|string|binary|token)|(?:private|api|app|preshared)_key|(?:api|access|auth|oauth|refresh|bearer)_token|plaintext|credentials)(?:_wo)?|token)"? += +(?:\[)?"((?:[^"\\$%]|\\.)+)"/gm;
const UNITS = new Set(["seconds", "minutes", "hours", "days"]);
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/g;
// Of these the argument's name says nothing, and the block does.
const WHOLE_BLOCKS = [
  {
    block: /^resource "aws_ssm_parameter" "[^"]+" \{\n(?:(?!\}).*\n)*?\}/gm,
    isSecret: /^ {2}type += "SecureString"$/m,
    value: /^ {2}value(?:_wo)? += "[^"$%]+"$/m,
  },
  {
    block: /^variable "[^"]+" \{\n(?:(?!\}).*\n)*?\}/gm,
    isSecret: /^ {2}sensitive += true$/m,
    value: /^ {2}default += "[^"]+"$/m,
  },
];

/**
 * Finds literals in arguments that hold secrets, in `.tf` files that were printed here. Bindings do not say what is
 * sensitive, so the names of arguments do, which providers are consistent in.
 *
 * @returns a sentence for each, with where it is and the way out
 */
export function literalSecrets(files: readonly WrittenFile[]): readonly string[] {
  return files.flatMap((file) =>
    literalSecretPlaces(file).map(
      (place) =>
        `${file.path}: ${describePlace(place)}: a secret as a literal; declare a variable with ` +
        "sensitive: true, or read it from SSM or Secrets Manager",
    ),
  );
}

/** Where such literals stand in one file. */
export function literalSecretPlaces({
  path,
  content,
}: Pick<WrittenFile, "path" | "content">): readonly TextPlace[] {
  if (!path.endsWith(".tf") || typeof content !== "string") return [];
  return offsetsOfLiterals(content).map((offset) => placeIn(path, content, offset));
}

function offsetsOfLiterals(text: string): readonly number[] {
  const named = [...text.matchAll(LITERAL)]
    // A path, an ARN or a name of a role is where the secret is.
    .filter(([, , value = ""]) => !/^(?:[~./]|arn:)/.test(value) && !UNITS.has(value))
    .map(({ index, 0: match, 1: name = "" }) => index + match.indexOf(name));
  const keys = [...text.matchAll(PRIVATE_KEY)].map(({ index }) => index);
  const inBlocks = WHOLE_BLOCKS.flatMap(({ block, isSecret, value }) =>
    [...text.matchAll(block)].flatMap(({ index, 0: whole }) => {
      const found = isSecret.test(whole) ? value.exec(whole) : null;
      return found === null ? [] : [index + found.index + 2];
    }),
  );
  return [...named, ...keys, ...inBlocks];
}
