import { readFileSync } from "node:fs";
import { isInteger, isSafeNumber, parse } from "lossless-json";
import type { Values } from "../../plain/cdktf/values";
import { PlainformError } from "../../plain/errors";
import { type LeftToken, type LeftTokens, leftTokens, mayHoldTokens } from "./left-tokens";

/** What may stand at the top of a Terraform JSON file (https://developer.hashicorp.com/terraform/language/syntax/json). */
const TOP_LEVEL = [
  "//",
  "terraform",
  "provider",
  "variable",
  "locals",
  "data",
  "resource",
  "ephemeral",
  "module",
  "output",
  "moved",
  "import",
  "removed",
  "check",
] as const;

export interface TerraformJson {
  readonly configuration: Values;
  /** What cdktf left unresolved in text that is encoded as base64: bytes like any others to Terraform. */
  readonly encoded: readonly LeftToken[];
}

const NO_TOKENS: LeftTokens = { plain: [], encoded: [] };

/**
 * Reads a Terraform JSON configuration. Integers keep all their digits.
 *
 * @param file path of a `.tf.json` file
 * @throws PlainformError when it is not there, is not JSON, or is JSON of something else
 */
export function readTerraformJson(file: string): TerraformJson {
  const text = readText(file);
  const value = parseJson(text, file);
  if (!isObject(value)) throw notTerraform(file, `a ${Array.isArray(value) ? "list" : typeof value}`);
  const unknown = Object.keys(value).filter((key) => !(TOP_LEVEL as readonly string[]).includes(key));
  if (unknown.length > 0) throw notTerraform(file, unknown.map((key) => JSON.stringify(key)).join(", "));
  const { plain, encoded } = mayHoldTokens(text) ? leftTokens(value) : NO_TOKENS;
  if (plain.length > 0)
    throw new PlainformError(
      plain.map(({ place, got }) => ({
        at: `${file}: ${place}`,
        what: "a value that cdktf had encoded was left in the text: the file is corrupt",
        got,
        expected: "the value, or a reference: ${…}",
        fix: "cdktf writes this when a number of a resource stands in a string it joins: in the app, use Token.asString(…) or Fn.format for it, and synthesise again",
      })),
    );
  return { configuration: value, encoded };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new PlainformError({
      at: file,
      what: "the configuration cannot be read",
      got: error instanceof Error ? error.message : String(error),
      expected: "a cdk.tf.json, or another Terraform JSON configuration",
      fix: "run `cdktf synth` first, without --hcl",
    });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return parse(text, undefined, parseNumber);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    const before = text.slice(0, Number.isNaN(offset) ? 0 : offset).split("\n");
    const place = Number.isNaN(offset) ? "" : `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    throw new PlainformError({
      at: `${file}${place}`,
      what: "this is not JSON",
      got: message,
      expected: "a cdk.tf.json, or another Terraform JSON configuration",
      fix: "synthesise again; a file cut short is what a synth that was killed leaves",
    });
  }
}

/** A number that a double cannot hold (an account id of twenty digits) stays whole. */
function parseNumber(text: string): number | bigint {
  return isInteger(text) && !isSafeNumber(text) ? BigInt(text) : Number(text);
}

function notTerraform(file: string, got: string): PlainformError {
  return new PlainformError({
    at: file,
    what: "this is JSON, but not a Terraform configuration",
    got,
    expected: `an object with ${TOP_LEVEL.slice(1).join(", ")}`,
    fix: "give the folder cdktf.out, or the path of a cdk.tf.json in it",
  });
}

/** Whether a value is an object of JSON, and not a list or nothing. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
