import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize, relative, resolve } from "node:path";
import { PlainformError } from "../plain/errors";
import { readObject, record } from "../plan-json/json";

/** A root module that Terraform can plan. */
export interface System {
  /** Of the stack, or the folder where there is none. */
  readonly name: string;
  /** Of the root module, relative to the working directory. */
  readonly root: string;
  /** The folder of all that belongs to it, its local modules and scripts too. */
  readonly tree: string;
}

/**
 * Finds systems: by the name of the stack or of the system in the manifest of an output directory, or by the folder of
 * a root module.
 *
 * @param names all that the manifest names when there are none
 * @param outdir the output directory
 * @throws PlainformError with what there is, when something was not found
 */
export function findSystems(names: readonly string[], outdir: string): readonly System[] {
  const known = inManifest(outdir);
  if (names.length === 0 && known.length === 0)
    throw new PlainformError({
      at: outdir,
      what: "there is no system here",
      expected: `a manifest.json that a synth wrote, or the folder of a root module: plainform diff infra/terraform`,
    });
  const found = names.flatMap((name) => {
    const named = known.filter((system) => system.name === name || basename(system.tree) === name);
    if (named.length > 0) return named;
    if (isRootModule(name)) return [ofFolder(name)];
    throw new PlainformError({
      what: "there is no such system, and no such folder with Terraform in it",
      got: name,
      expected: known.map((system) => system.name).join(", ") || "the folder of a root module",
    });
  });
  return names.length === 0 ? known : [...new Map(found.map((system) => [system.root, system])).values()];
}

/**
 * Those of some systems in whose trees something is not as it was.
 *
 * @param since a commit: `HEAD^1`, `origin/main`
 * @throws PlainformError when git cannot say
 */
export function changedSystems(systems: readonly System[], since: string): readonly System[] {
  let output: string;
  try {
    const args = ["diff", "--name-only", "-z", "--no-renames", "--relative", "--end-of-options", since, "--"];
    output = execFileSync("git", args, {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    throw new PlainformError({
      what: `git cannot say what changed since ${since}`,
      got: (stderr || message).trim(),
      expected: "a commit that this clone has",
      fix: "fetch it, or clone deeper",
    });
  }
  const paths = output.split("\0").filter((path) => path !== "");
  return systems.filter(({ tree }) => paths.some((path) => tree === "." || path.startsWith(`${tree}/`)));
}

/** The output directory that cdktf.json names, or cdktf's default. */
export function outputDirectory(): string {
  if (process.env.CDKTF_OUTDIR) return process.env.CDKTF_OUTDIR;
  if (!existsSync("cdktf.json")) return "cdktf.out";
  const { output } = readObject("cdktf.json");
  return typeof output === "string" && output !== "" ? output : "cdktf.out";
}

function inManifest(outdir: string): readonly System[] {
  const file = join(outdir, "manifest.json");
  if (!existsSync(file)) return [];
  const { stacks } = readObject(file);
  return Object.entries(record(stacks)).map(([name, stack]) => {
    const { workingDirectory, stackMetadataPath } = record(stack);
    const folder = String(workingDirectory ?? "");
    const [first = ""] = folder.split("/");
    // A stack of cdktf's own kind lies below `stacks`, and has no tree but its folder.
    const tree =
      systemIn(join(outdir, String(stackMetadataPath ?? ""))) ?? (first === "stacks" ? folder : first);
    return { name, root: join(outdir, folder), tree: join(outdir, tree) };
  });
}

/** The folder of all that belongs to a stack, as its metadata says it. */
function systemIn(file: string): string | undefined {
  if (!file.endsWith(".json") || !existsSync(file)) return undefined;
  const { system } = record(record(readObject(file)["//"]).metadata);
  return typeof system === "string" ? system : undefined;
}

function isRootModule(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => /\.tf(\.json)?$/.test(name));
}

function ofFolder(given: string): System {
  const root = normalize(relative(process.cwd(), resolve(given)) || ".");
  return { name: root === "." ? basename(process.cwd()) : root, root, tree: exportedFrom(root) ?? root };
}

/** The folder that a tree was exported to: there lies the list of what is generated. */
function exportedFrom(folder: string): string | undefined {
  if (existsSync(join(folder, ".generated"))) return folder;
  return folder === "." || folder.startsWith("..") ? undefined : exportedFrom(dirname(folder));
}
