import { gunzipSync } from "node:zlib";

/** A token of cdktf's that was to be resolved and is still there. */
export interface LeftToken {
  /** Address and argument: `aws_instance.web: user_data_base64`. */
  readonly place: string;
  /** The token, of text that is not encoded with what stands before it. */
  readonly got: string;
}

/** What was left, by what Terraform makes of it. */
export interface LeftTokens {
  /** In the text of values. */
  readonly plain: readonly LeftToken[];
  /** Within base64: Terraform takes that as it is, and so did whatever was deployed with it. */
  readonly encoded: readonly LeftToken[];
}

// cdktf encodes a number as a double near -1.8e+308 · 10⁻¹⁰ or -1.9e+289; its own JSON is to hold none of them. Java
// and C# write E for the exponent, and Go all digits where it is asked for %f.
const ENCODED = /-\d(?:\.\d+)?[eE]\+?(?:2[89]\d|30\d)(?!\d)|-\d{280,}|[$#&]\{TfToken\[[\w.-]+\.\d+\]\}/;
const BASE64 = /[A-Za-z0-9+/]{24,}={0,2}/g;
const EXCERPT = 60;

/** Whether it is worth looking at each value of a text: it holds a token, or what is encoded and could. */
export function mayHoldTokens(json: string): boolean {
  return ENCODED.test(json) || new RegExp(BASE64.source).test(json);
}

/** All tokens that were left in a configuration. */
export function leftTokens(configuration: object): LeftTokens {
  const plain: LeftToken[] = [];
  const encoded: LeftToken[] = [];
  const look = (value: unknown, path: readonly string[]): void => {
    if (typeof value === "string" || typeof value === "number") {
      const text = String(value);
      const got = excerpt(text);
      if (got !== undefined) plain.push({ place: placeOf(path), got });
      const decoded = got === undefined ? encodedExcerpt(text) : undefined;
      if (decoded !== undefined) encoded.push({ place: placeOf(path), got: decoded });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) look(inner, [...path, key]);
    }
  };
  look(configuration, []);
  return { plain, encoded };
}

function encodedExcerpt(text: string): string | undefined {
  for (const [encoded] of text.matchAll(BASE64)) {
    const bytes = unzipped(Buffer.from(encoded, "base64"));
    const [token] = (bytes.includes(0) ? null : ENCODED.exec(bytes.toString("utf8"))) ?? [];
    if (token !== undefined) return clipped(token);
  }
  return undefined;
}

/** User data is often zipped first. */
function unzipped(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}

function excerpt(text: string): string | undefined {
  const match = ENCODED.exec(text);
  if (match === null) return undefined;
  const [token] = match;
  const before = text
    .slice(Math.max(0, match.index - EXCERPT), match.index)
    .split("\n")
    .at(-1);
  return `${before}${clipped(token)}`;
}

function clipped(token: string): string {
  return token.length > EXCERPT ? `${token.slice(0, EXCERPT)}…` : token;
}

/** `resource.aws_instance.web.user_data` is `aws_instance.web: user_data`. */
function placeOf([kind = "", ...names]: readonly string[]): string {
  const labels = kind === "resource" || kind === "data" || kind === "ephemeral" ? 2 : 1;
  const prefix = PREFIXES[kind] ?? [kind];
  const address = [...prefix, ...names.slice(0, labels)].join(".");
  return [address, names.slice(labels).join(".")].filter((part) => part !== "").join(": ");
}

const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  resource: [],
  variable: ["var"],
  locals: ["local"],
};
