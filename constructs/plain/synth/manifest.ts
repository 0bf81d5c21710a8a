import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import type { RootModule } from "../layout/module-kinds";
import type { PlacedFile } from "./placed-file";

/** A remark on a construct that is no error, as it stands in the manifest. */
export interface Annotation {
  readonly constructPath: string;
  readonly level: "@cdktf/info" | "@cdktf/warn";
  readonly message: string;
}

/** cdktf's entry of a stack in its manifest; its own fields are read-only only in its types. */
interface MutableManifestEntry {
  workingDirectory: string;
  synthesizedStackPath: string;
  stackMetadataPath: string;
  annotations: readonly Annotation[];
}

/**
 * Points cdktf's manifest at the tree that ops use, so that `cdktf diff` and `cdktf deploy` run Terraform there.
 *
 * @returns the file with what cdktf's command line wants to know of the stack besides
 */
export function stackManifest(stack: RootModule, rootModule: string, outputs: readonly string[]): PlacedFile {
  const { manifest } = appOf(stack);
  const path = `stacks/${stack.node.id}/metadata.json`;
  const entry = manifest.forStack(stack) as MutableManifestEntry;
  entry.workingDirectory = rootModule;
  entry.synthesizedStackPath = `${rootModule}/${stack.settingsFile}`;
  entry.stackMetadataPath = path;
  entry.annotations = annotationsOf(stack);
  const metadata = {
    // The command line dies without these two keys; with resources in it, it would be slow.
    "//": {
      metadata: { backend: "local", stackName: stack.node.id },
      outputs: { [stack.node.id]: Object.fromEntries(outputs.map((name) => [name, name])) },
    },
    terraform: {},
  };
  const content = `${JSON.stringify(metadata, null, 2)}\n`;
  return { path, content, origin: stack.node.path, replaces: isMetadata };
}

/** What `Annotations.of(…)` was told of a construct and of all within it, errors aside. */
export function annotationsOf(construct: IConstruct): readonly Annotation[] {
  return construct.node.findAll().flatMap(({ node }) =>
    node.metadata.flatMap(({ type, data }): Annotation[] => {
      const isRemark = type === "@cdktf/info" || type === "@cdktf/warn";
      return isRemark ? [{ constructPath: node.path, level: type, message: String(data) }] : [];
    }),
  );
}

/** Whether a text is a manifest, of cdktf's or ours: the next synth makes it anew. */
export function isManifest(text: string): boolean {
  const { version, stacks } = parsed(text);
  return typeof version === "string" && isObject(stacks);
}

/** The same of what accompanies a stack that is written as HCL. */
function isMetadata(text: string): boolean {
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

/** The text of `manifest.json`, keys sorted as cdktf sorts them. */
export function systemManifest(app: App): string {
  return `${JSON.stringify(sorted(app.manifest.buildManifest()), null, 2)}\n`;
}

function appOf(stack: RootModule): App {
  return stack.node.root as App;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
