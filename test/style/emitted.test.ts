import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { itWith } from "../support/requirements";
import { checkStyle, formatViolations } from "./check";
import { checkFormat } from "./format";

const PROJECT = join(__dirname, "..", "..");
const OUTPUT = join(PROJECT, "cdktf.out");
const roots = rootModules();

describe("the emitted trees", () => {
  it("are there", () => {
    expect(roots, 'no root module below cdktf.out: run "npm run synth" first').not.toEqual([]);
  });
});

describe.each(roots)("the emitted tree %s", (root) => {
  it("keeps to the style", () => {
    expect(formatViolations(checkStyle(join(OUTPUT, root), { machinePaths: [PROJECT] }))).toBe("");
  });

  itWith(["terraform"], "is as terraform fmt would have it", () => {
    expect(formatViolations(checkFormat(join(OUTPUT, root)))).toBe("");
  });
});

/** The root modules' folders: those that the manifest names and those that look like one. */
function rootModules(): string[] {
  if (!existsSync(OUTPUT)) {
    return [];
  }
  return [...new Set([...manifestFolders(), ...foundFolders()])].sort();
}

function manifestFolders(): string[] {
  const path = join(OUTPUT, "manifest.json");
  if (!existsSync(path)) {
    return [];
  }
  const manifest = JSON.parse(readFileSync(path, "utf8")) as {
    readonly stacks?: Readonly<Record<string, { readonly workingDirectory: string }>>;
  };
  return Object.values(manifest.stacks ?? {}).map((stack) => join(stack.workingDirectory));
}

/** Folders with a `terraform {` block that are nobody's module. */
function foundFolders(): string[] {
  const files = readdirSync(OUTPUT, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith(".tf"),
  );
  return files
    .filter((entry) => /^terraform \{/m.test(readFileSync(join(entry.parentPath, entry.name), "utf8")))
    .map((entry) => relative(OUTPUT, entry.parentPath))
    .filter((folder) => !folder.split(sep).some((name) => name === "modules" || name.startsWith(".")));
}
