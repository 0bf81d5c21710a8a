import type { App, IManifest, TerraformStack } from "cdktf";
import { annotationsOf } from "./annotations";

/** The file that cdktf's command line learns from what stacks there are and where they are written. */
export const MANIFEST = "manifest.json";

/** cdktf's entry of a stack; its own fields are read-only only in its types. */
interface MutableEntry {
  workingDirectory: string;
  synthesizedStackPath: string;
  stackMetadataPath: string;
  annotations: ReturnType<typeof annotationsOf>;
  dependencies: string[];
}

/** Where a stack is written, relative to the output directory. */
export interface StackPaths {
  /** Folder in which Terraform is run. */
  readonly workingDirectory: string;
  /** A file of Terraform blocks in it. */
  readonly configuration: string;
  /** What else cdktf's command line wants to know of the stack. */
  readonly metadata: string;
}

/** Points a stack's entry at the tree that ops use, so that `cdktf diff` and `cdktf deploy` run Terraform there. */
export function enterStack(stack: TerraformStack, paths: StackPaths): void {
  const { manifest } = stack.node.root as App;
  const entry = manifest.forStack(stack) as MutableEntry;
  entry.workingDirectory = paths.workingDirectory;
  entry.synthesizedStackPath = paths.configuration;
  entry.stackMetadataPath = paths.metadata;
  entry.annotations = annotationsOf(stack);
  entry.dependencies = stack.dependencies.map(({ node }) => node.path);
}

/** Gives the entry of a stack to the manifest of another session, as cdktf's test helpers have one. */
export function copyEntry(stack: TerraformStack, manifest: IManifest): void {
  const { manifest: own } = stack.node.root as App;
  Object.assign((manifest as App["manifest"]).forStack(stack), own.forStack(stack));
}

/** Leaves a stack of cdktf's own kind as it was written before; the manifest still has it. */
export function skipStack(stack: TerraformStack): void {
  (stack.node.root as App).manifest.forStack(stack);
  stack.synthesizer = { synthesize: () => undefined };
}

/** Puts something else in the place of `app.synth()`, which it is handed. A silent patch. */
export function replaceSynth(app: App, action: (synth: () => void) => void): void {
  const synth = app.synth.bind(app);
  app.synth = () => action(synth);
}

/**
 * The text of what `enterStack` calls the metadata of a stack.
 * @param system folder of all that belongs to it, below the output directory
 */
export function stackMetadata(stack: TerraformStack, system: string, outputs: readonly string[]): string {
  const { id } = stack.node;
  const metadata = {
    // The command line dies without these two keys; with resources in it, it would be slow.
    "//": {
      metadata: { backend: "local", stackName: id, system },
      outputs: { [id]: Object.fromEntries(outputs.map((name) => [name, name])) },
    },
    terraform: {},
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

/** The text of the manifest, keys sorted as cdktf sorts them. */
export function manifestText(app: App): string {
  return `${JSON.stringify(sorted(app.manifest.buildManifest()), null, 2)}\n`;
}

/** Keeps cdktf from writing the manifest, in place and unsorted, where it is part of a plan. A silent patch. */
export function keepManifest(app: App): void {
  app.manifest.writeToFile = () => undefined;
}

/** Whether a text is a manifest, of cdktf's or ours: the next synth makes it anew. */
export function isManifest(text: string): boolean {
  const { version, stacks } = parsed(text);
  return typeof version === "string" && isObject(stacks);
}

/** Whether a text is the metadata of a stack that is written as HCL: the next synth makes it anew. */
export function isStackMetadata(text: string): boolean {
  const json = parsed(text);
  return isObject(json["//"]) && isObject(json.terraform);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
