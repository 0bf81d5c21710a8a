import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { PlainformError, PlainStack, type PlainStackProps, type Problem } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";

export type Build = (stack: PlainStack) => void;

/** An app with an output folder of its own, removed afterwards. */
export function withApp<T>(use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), "plainform-test-"));
  try {
    return use(new App({ outdir }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The files of a stack's root module, by name, without writing any. */
export function filesOf(build: Build, props: PlainStackProps = {}): Readonly<Record<string, string>> {
  return withApp((app) => {
    build(new PlainStack(app, "system", props));
    const files = planApp(app).plan.files.filter(({ path }) => path.startsWith("system/"));
    return Object.fromEntries(
      files.map(({ path, content }) => [path.slice("system/".length), String(content)]),
    );
  });
}

/** The blocks of the given files as one text, without headers and without the `terraform` block. */
export function blocksIn(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .filter(([name]) => name.endsWith(".tf") && name !== "terraform.tf")
    .map(([, text]) => text.replace(/^# Generated .*\n\n?/, ""))
    .filter((text) => text.trim() !== "")
    .join("\n");
}

/** All blocks of a stack's root module as one text, without headers and without the `terraform` block. */
export function blocksOf(build: Build): string {
  return blocksIn(filesOf(build));
}

/** The problems that a synth of the stack reports. */
export function problemsOf(build: Build, props: PlainStackProps = {}): readonly Problem[] {
  return withApp((app) => {
    try {
      build(new PlainStack(app, "system", props));
      planApp(app);
    } catch (error) {
      if (error instanceof PlainformError) return error.problems;
      throw error;
    }
    return [];
  });
}
