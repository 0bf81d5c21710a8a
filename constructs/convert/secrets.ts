import { literalSecretPlaces } from "../plain/check/literal-secrets";
import { secretValues } from "../plain/check/secret-values";
import { leakedSecretPlaces } from "../plain/check/secrets";
import type { TextPlace } from "../plain/check/text-place";
import type { Shapes } from "../plain/providers/shape";
import { isObject } from "./input/terraform-json";

/** A secret that stood in the JSON and stands in the tree: where, and never what. */
export interface PlainSecret {
  /** Of the block, as it is called now: `aws_db_instance.main`, `var.password`, `provider.github`. */
  readonly address: string;
  /** Path of the argument: `default_action.authenticate_oidc.client_secret`. */
  readonly argument: string;
  /** What says that it is one. */
  readonly reason: string;
}

/**
 * Finds literals in arguments that the provider's schema calls sensitive.
 *
 * @param value arguments of a resource, data source or provider, as in the JSON
 * @param address what the block is called in the tree
 */
export function sensitiveLiterals(value: unknown, shapes: Shapes, address: string): readonly PlainSecret[] {
  // Its value is a secret where its type says so, and the schema does not know the type.
  if (/^aws_ssm_parameter\./.test(address) && isObject(value) && value.type !== "SecureString") return [];
  return sensitivePaths(value, shapes).map((argument) => ({
    address,
    argument,
    reason: "the provider calls it sensitive",
  }));
}

function sensitivePaths(value: unknown, shapes: Shapes): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => sensitivePaths(item, shapes)))];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]): readonly string[] => {
    const below = (paths: readonly string[]): readonly string[] => paths.map((path) => `${name}.${path}`);
    if (name === "dynamic")
      return [inner].flat().flatMap((blocks) => (isObject(blocks) ? dynamicPaths(blocks, shapes) : []));
    const shape = shapes.get(name);
    if (shape?.isSensitive) return [inner].flat().some(isLiteral) ? [name] : [];
    return shape === undefined ? [] : below(sensitivePaths(inner, shape.nested));
  });
}

function dynamicPaths(blocks: Readonly<Record<string, unknown>>, shapes: Shapes): readonly string[] {
  return Object.entries(blocks).flatMap(([name, loops]) =>
    [loops]
      .flat()
      .flatMap((loop) => (isObject(loop) ? sensitivePaths({ [name]: loop.content }, shapes) : [])),
  );
}

function isLiteral(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !/[$%]\{/.test(value);
}

/**
 * Finds secrets in files as they were printed: by the names of arguments, as a synth does, and those of the
 * environment by their values.
 */
export function secretsInFiles(files: ReadonlyMap<string, string>): readonly PlainSecret[] {
  const secrets = secretValues(process.env);
  return [...files].flatMap(([path, content]) => [
    ...literalSecretPlaces({ path, content }).map((place) =>
      secretAt(place, isOfVariable(place) ? "the variable is sensitive" : "by the argument's name"),
    ),
    ...leakedSecretPlaces({ path, content }, secrets).map(({ name, place }) =>
      secretAt(place, `the value of ${name}, of the environment`),
    ),
  ]);
}

function isOfVariable({ block = "" }: TextPlace): boolean {
  return block.startsWith("variable ");
}

function secretAt({ block = "", argument, line }: TextPlace, reason: string): PlainSecret {
  const [type = "", ...labels] = block.replaceAll('"', "").split(" ");
  const prefix = type === "resource" ? [] : [type === "variable" ? "var" : type];
  const address = [...prefix, ...labels].filter((part) => part !== "").join(".");
  return { address, argument: argument ?? `line ${line}`, reason };
}

/** Each once: what the schema says is said more exactly than what a name suggests. */
export function distinctSecrets(secrets: readonly PlainSecret[]): readonly PlainSecret[] {
  const found = new Map<string, PlainSecret>();
  for (const secret of secrets) {
    const key = `${secret.address} ${secret.argument.split(".").at(-1)}`;
    if (!found.has(key)) found.set(key, secret);
  }
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key({ address, argument }: PlainSecret): string {
  return `${address}\n${argument}`;
}
