import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Values } from "../../plain/cdktf/values";
import { Problems } from "../../plain/check/problems";
import { PlainformError } from "../../plain/errors";
import type { LeftToken } from "./left-tokens";
import { isObject, readTerraformJson } from "./terraform-json";

/** One root module to convert. */
export interface StackInput {
  /** Name of the stack, which is also the name of its folder in the output. */
  readonly name: string;
  /** The JSON file, for messages. */
  readonly file: string;
  /** The folder that Terraform runs it in. */
  readonly folder: string;
  readonly configuration: Values;
  /** What cdktf left unresolved within base64. */
  readonly encoded: readonly LeftToken[];
}

/**
 * Finds and reads what is to be converted.
 *
 * @param source a `cdktf.out`, or one Terraform JSON file
 * @param wanted names of stacks; none for all
 * @throws PlainformError when there is nothing to convert, or a file of it is bad
 */
export function readStacks(source: string, wanted: readonly string[] = []): readonly StackInput[] {
  const places = findStacks(source);
  const missing = wanted.filter((name) => !places.some((place) => place.name === name));
  if (missing.length > 0)
    throw new PlainformError({
      at: source,
      what: "a stack that was asked for does not exist",
      got: missing.join(", "),
      expected: `one of ${places.map(({ name }) => name).join(", ")}`,
      fix: "correct the name, or synthesise the app again",
    });
  const chosen = wanted.length === 0 ? places : places.filter(({ name }) => wanted.includes(name));
  const problems = new Problems();
  const stacks = chosen.flatMap(({ name, file }) => problems.collecting(() => readStack(name, file)) ?? []);
  problems.throwIfAny();
  return stacks;
}

/** The stacks beside those that are wanted, as far as they can be read: what they refer to has names. */
export function stacksBeside(source: string, wanted: readonly string[] = []): readonly StackInput[] {
  if (wanted.length === 0) return [];
  const ignored = new Problems();
  return findStacks(source)
    .filter(({ name }) => !wanted.includes(name))
    .flatMap(({ name, file }) => ignored.collecting(() => readStack(name, file)) ?? []);
}

function readStack(name: string, file: string): StackInput {
  return { name, file, folder: dirname(file), ...readTerraformJson(file) };
}

interface StackPlace {
  readonly name: string;
  readonly file: string;
}

function findStacks(source: string): readonly StackPlace[] {
  if (!existsSync(source))
    throw new PlainformError({
      at: source,
      what: "there is nothing to convert",
      got: "no such file or folder",
      expected: "a cdktf.out, or the path of a cdk.tf.json",
      fix: "run `cdktf synth` first, or give the path as the argument",
    });
  if (statSync(source).isFile()) return [{ name: nameOfFile(source), file: source }];
  const manifest = join(source, "manifest.json");
  if (existsSync(manifest)) return listed(source, manifest);
  const only = join(source, "cdk.tf.json");
  if (existsSync(only)) return [{ name: nameOfFile(only), file: only }];
  throw new PlainformError({
    at: source,
    what: "this folder is not an output of cdktf",
    got: "neither a manifest.json nor a cdk.tf.json",
    expected: "a cdktf.out, or the path of a Terraform JSON file",
    fix: "run `cdktf synth` first, or give the path of the file",
  });
}

/** `stacks/web/cdk.tf.json` is `web`; another `network.tf.json` is `network`. */
function nameOfFile(file: string): string {
  const own = basename(file).replace(/\.tf\.json$|\.json$/, "");
  return own === "cdk" || own === "main" ? basename(dirname(resolve(file))) : own;
}

function listed(source: string, manifest: string): readonly StackPlace[] {
  const bad = (got: string): PlainformError =>
    new PlainformError({
      at: manifest,
      what: "this is not cdktf's list of stacks",
      got,
      expected: '{ "stacks": { "<name>": { "synthesizedStackPath": "…" } } }',
      fix: "synthesise again, or give the path of a cdk.tf.json",
    });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(manifest, "utf8"));
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error));
  }
  if (!isObject(content) || !isObject(content.stacks)) throw bad("no stacks in it");
  return Object.entries(content.stacks).map(([name, stack]) => {
    const path = isObject(stack) ? stack.synthesizedStackPath : undefined;
    if (typeof path !== "string") throw bad(`no path of the stack ${name}`);
    if (path.endsWith(".tf"))
      throw new PlainformError({
        at: manifest,
        what: "this was synthesised as HCL, which has lost what is needed here",
        got: path,
        expected: "cdktf's JSON: cdk.tf.json",
        fix: "synthesise again without --hcl",
      });
    // On Windows cdktf writes `stacks\\web\\cdk.tf.json`; the folder may have come from there.
    return { name, file: join(source, path.replaceAll("\\", "/")) };
  });
}
