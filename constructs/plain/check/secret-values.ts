import { existsSync } from "node:fs";

/** A secret of the environment that a synth runs in. */
export interface SecretValue {
  /** The environment variable. */
  readonly name: string;
  /** How it may stand in a text: as it is, escaped, encoded. */
  readonly forms: readonly SecretForm[];
}

export interface SecretForm {
  readonly text: string;
  /** What was done to it. */
  readonly encoding?: "base64" | "URL-encoded";
}

/** Names of variables, separated by commas, that sound like secrets and are none. */
export const NOT_SECRET = "PLAINFORM_NOT_SECRET";

const SECRET =
  /(?:^|_)(?:TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASS|PASSPHRASE|CREDENTIALS?|APIKEY|AUTHKEY|(?:API|PRIVATE|ACCESS|SECRET|SIGNING|ENCRYPTION|AUTH)_KEYS?)(?:_|$)/;

// What is about a secret and not the secret: TOKEN_URL, AWS_ACCESS_KEY_ID, AWS_SHARED_CREDENTIALS_FILE.
const ABOUT =
  /_(?:FILE|PATH|DIR|NAME|ARN|ID|IDS|URL|URI|HOST|ENDPOINT|ISSUER|TYPE|TTL|LIMIT|SECONDS|MINUTES|LENGTH|REGION|USER|USERNAME|EMAIL|HEADER|STORE|MANAGER|PROVIDER|HELPER|PREFIX|VERSION)$/;

/**
 * The secrets among environment variables: by what the name says, and where the value is at least eight characters
 * that could not stand in a file for something else. Left out are single words (`password`), short words joined
 * (`my-app-db`), numbers of up to twelve digits, ARNs, names of parameters (`prod/db/password`), paths of files that
 * exist and URLs of mere words: each of them is in a file for a reason of its own more often than because it leaked.
 */
export function secretValues(environment: NodeJS.ProcessEnv): readonly SecretValue[] {
  const none = new Set((environment[NOT_SECRET] ?? "").split(",").map((name) => name.trim()));
  return Object.entries(environment).flatMap(([name, value = ""]): SecretValue[] => {
    const line = longestLine(value);
    if (none.has(name) || !isSecretName(name) || isPlain(value.trim()) || line.length < SHORTEST) return [];
    return [{ name, forms: formsOf(line) }];
  });
}

/** @returns whether the name of an environment variable says that its value is a secret */
export function isSecretName(name: string): boolean {
  const upper = name.toUpperCase();
  return SECRET.test(upper) && !ABOUT.test(upper);
}

/** What is shorter stands in a text by chance; and a search for nothing finds it everywhere. */
const SHORTEST = 8;

const WORD = "(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)";
const PLAIN: readonly RegExp[] = [
  new RegExp(`^${WORD}$`),
  new RegExp(`^(?=.{0,19}$)${WORD}(?:[-_. ]${WORD})*$`),
  /^\d{1,12}$/,
  /^arn:[a-z-]+:/,
  /^\/?[a-z][a-z0-9_.-]*(?:\/[a-z0-9_.-]+)+$/,
  /^https?:\/\/[a-z.-]+(?::\d+)?(?:\/[a-z_.-]*)*$/,
  // A placeholder.
  /^(.)\1*$/s,
];

function isPlain(value: string): boolean {
  return PLAIN.some((form) => form.test(value)) || (/^[~./]/.test(value) && existsSync(value));
}

/** Of a key in several lines, the line that says most: its lines may be indented where it is printed. */
function longestLine(value: string): string {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return lines.reduce((longest, line) => (line.length > longest.length ? line : longest), "");
}

function formsOf(value: string): readonly SecretForm[] {
  const json = JSON.stringify(value).slice(1, -1);
  const plain = [value, json, JSON.stringify(json).slice(1, -1)].flatMap((text) => [
    text,
    text.replaceAll("${", "$${").replaceAll("%{", "%%{"),
  ]);
  const url = encodeURIComponent(value);
  const forms: SecretForm[] = [
    ...[...new Set(plain)].map((text) => ({ text })),
    ...base64(value).map((text) => ({ text, encoding: "base64" as const })),
  ];
  return plain.includes(url) ? forms : [...forms, { text: url, encoding: "URL-encoded" }];
}

/** What a text is within a longer one that is encoded: that depends on where in a group of three it begins. */
function base64(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const whole = Math.floor(bytes.length / 3) * 4;
    return bytes.toString("base64").slice(before === 0 ? 0 : 4, whole);
  });
}
