import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App } from "cdktf";
import { PlainStack } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { temporaryFolder } from "../support/temporary";
import { type AuthorCode, withStack } from "./author-code";
import { ReferenceStack } from "./reference-stack";

/** A root module on disk, ready for `terraform init`. */
export interface Side {
  /** How the side is called in a report. */
  readonly name: string;
  readonly root: string;
}

/**
 * @param base the class that the names are taken from: ours, or cdktf's own
 * @returns cdktf's JSON of the author's code, in a folder
 */
export function writeByCdktf(code: AuthorCode, base: typeof ReferenceStack = ReferenceStack): Side {
  const outdir = temporaryFolder("cdktf");
  const app = new App({ outdir, stackTraces: false });
  const text = withStack(code, base, app, (stack) => {
    app.synth();
    return readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
  });
  const configuration = JSON.parse(text) as { terraform?: { backend?: unknown } };
  // cdktf's backend has an absolute path; both sides plan without state.
  delete configuration.terraform?.backend;
  const root = temporaryFolder("reference");
  writeFileSync(join(root, "cdk.tf.json"), JSON.stringify(configuration, null, 2));
  return { name: "cdktf's JSON", root };
}

/** @returns our tree of the author's code, in a folder, with what is in it besides Terraform */
export function writeByPlainform(
  code: AuthorCode,
): Side & { readonly companions: ReadonlyMap<string, string | Uint8Array> } {
  const app = new App({ outdir: temporaryFolder("outdir"), stackTraces: false });
  const { plan, systems } = withStack(code, PlainStack, app, () => planApp(app));
  const folder = temporaryFolder("plain");
  const root = join(folder, systems[0]?.rootModule ?? "");
  const companions = new Map<string, string | Uint8Array>();
  for (const { path, content, mode } of plan.files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content, { mode });
    const inRoot = place.startsWith(`${root}/`) ? place.slice(root.length + 1) : undefined;
    if (inRoot !== undefined && !inRoot.endsWith(".tf")) companions.set(inRoot, content);
  }
  return { name: "plainform's HCL", root, companions };
}

/** Scripts and values that lie beside our HCL are there for cdktf's JSON too. */
export function addCompanions({ root }: Side, companions: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [path, content] of companions) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
