import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bindings } from "./elements";

/** What a generated class is found by. */
export interface GeneratedClass {
  /** With the generated methods. */
  readonly prototype: object;
  readonly bindings: Bindings;
  /** `aws_vpc`, `data.aws_ami`, `aws` of a provider. */
  readonly path: string;
}

/**
 * The declarations of a generated class: the `index.d.ts` of a package, or the `index.ts` of `cdktf get`.
 * @returns undefined where they are not at hand
 */
export function declarationsOf(generated: GeneratedClass): string | undefined {
  for (const file of [sourceOf(generated.prototype), ...installed(generated)]) {
    const declarations = file && [`${file.replace(/\.[cm]?[jt]s$/, "")}.d.ts`, file].find(isDeclarations);
    if (declarations) return withStructs(declarations);
  }
  return undefined;
}

const isDeclarations = (file: string): boolean => file.endsWith(".ts") && existsSync(file);

/** What is thrown to leave a method as soon as it has shown its file. */
const SEEN = Symbol("seen");

/** The file that a class's own method stands in; that of the whole program, where one was made of many. */
function sourceOf(prototype: object): string | undefined {
  const { synthesizeAttributes } = prototype as {
    readonly synthesizeAttributes?: (this: unknown) => unknown;
  };
  let file: string | undefined;
  const revealing = new Proxy(prototype, {
    get: () => {
      [, file] = filesOnStack();
      throw SEEN;
    },
  });
  try {
    synthesizeAttributes?.call(revealing);
  } catch (error) {
    if (error !== SEEN) return undefined;
  }
  return file?.startsWith("file:") ? fileURLToPath(file) : file;
}

/** Files of the functions that are being called, innermost first, without this one. */
function filesOnStack(): readonly (string | undefined)[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, frames) => frames.map((frame) => frame.getFileName() ?? undefined);
  Error.stackTraceLimit = 3;
  try {
    const [, ...files] = new Error().stack as unknown as (string | undefined)[];
    return files;
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

/** Where the project that is run would have the class: in a package of cdktf's or its successor's, or generated. */
function* installed({ bindings, path }: GeneratedClass): Generator<string | undefined> {
  const folder = folderOf(bindings.providerName, path);
  const { resolve } = createRequire(join(process.cwd(), "package.json"));
  for (const name of ["@cdktf/provider-", "@cdktn/provider-"])
    try {
      yield resolve(`${name}${bindings.providerName}/lib/${folder}/index.js`);
    } catch {
      // Not installed, or without this class.
    }
  yield join(process.cwd(), ".gen/providers", bindings.providerName, folder, "index.ts");
}

/** `aws_s3_bucket` is in `s3-bucket`, `data.aws_ami` in `data-aws-ami`, the provider in `provider`. */
function folderOf(provider: string, path: string): string {
  if (!path.includes("_")) return "provider";
  const [type = "", kind] = path.split(".").reverse();
  const name = type.startsWith(`${provider}_`) ? type.slice(provider.length + 1) : type;
  return (kind === "data" ? `data_${provider}_${name}` : name).replaceAll("_", "-");
}

/** @returns a file of declarations with those that the structs of a class with very many of them lie in */
export function withStructs(file: string): string {
  const folder = join(dirname(file), "index-structs");
  const structs = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ts")) : [];
  const files = [file, ...structs.sort().map((name) => join(folder, name))];
  return files.map((name) => readFileSync(name, "utf8")).join("\n");
}
