import { isSecretName } from "../plain/check/secret-values";
import { list, record } from "./json";

/** What is shown in place of a secret. */
export const MASK = "(sensitive)";

/** Shorter ones are words that stand everywhere, and would black out half of a text. */
const SHORTEST = 5;

/**
 * The texts that a plan calls sensitive anywhere: one that also stands where it is not marked, in user data or under
 * another resource, is one all the same.
 */
export function secretsOf(plan: unknown): ReadonlySet<string> {
  const { resource_changes, resource_drift, output_changes, variables, configuration } = record(plan);
  const found = new Set<string>();
  const changes = [...list(resource_changes), ...list(resource_drift)].map((item) => record(item).change);
  for (const change of [...changes, ...Object.values(record(output_changes))]) {
    const { before, after, before_sensitive, after_sensitive } = record(change);
    collect(before, before_sensitive, found);
    collect(after, after_sensitive, found);
  }
  const declared = record(record(record(configuration).root_module).variables);
  for (const [name, variable] of Object.entries(record(variables)))
    collect(record(variable).value, record(declared[name]).sensitive, found);
  for (const values of [record(record(plan).prior_state).values, record(plan).planned_values])
    collectModule(record(values).root_module, found);
  return found;
}

function collectModule(module: unknown, found: Set<string>): void {
  const { resources, child_modules } = record(module);
  for (const resource of list(resources)) {
    const { values, sensitive_values } = record(resource);
    collect(values, sensitive_values, found);
  }
  for (const child of list(child_modules)) collectModule(child, found);
}

function collect(value: unknown, mark: unknown, found: Set<string>): void {
  if (mark === true) collectAll(value, found);
  else if (typeof mark === "object" && mark !== null && typeof value === "object" && value !== null)
    for (const [key, one] of Object.entries(mark)) collect(record(value)[key], one, found);
}

function collectAll(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (typeof value === "object" && value !== null)
    for (const one of Object.values(value)) collectAll(one, found);
}

/** A function that masks secrets in a text, as they are, within JSON, and their single lines where they have several. */
export function maskerOf(secrets: Iterable<string>): (text: string) => string {
  const forms = [...secrets].flatMap((secret) => {
    const lines = secret.includes("\n") ? secret.split(/\r?\n/).filter((line) => line.length >= 16) : [];
    return [secret, JSON.stringify(secret).slice(1, -1), ...lines];
  });
  const wanted = [...new Set(forms)].filter((form) => form.trim().length >= SHORTEST);
  if (wanted.length === 0) return (text) => text;
  // The longest first: one may begin with another.
  const sources = wanted
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const pattern = new RegExp(sources.join("|"), "g");
  return (text) => text.replaceAll(pattern, MASK);
}

// More than a synth refuses to write: to hide too much costs nothing.
const LIKE_A_SECRET = /SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|CREDENTIAL/i;

/** The secrets in an environment, by the names of its variables; of JSON, every text. A path or a switch is none. */
export function secretsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  const found = new Set<string>();
  for (const [name, value = ""] of Object.entries(environment)) {
    if (!isSecretName(name) && !LIKE_A_SECRET.test(name)) continue;
    if (/^\s*[[{]/.test(value)) {
      try {
        collectAll(JSON.parse(value), found);
      } catch {
        // It only looks like JSON.
      }
    }
    if (!value.startsWith("/")) found.add(value);
  }
  return [...found].filter((secret) => secret.length >= 8);
}
