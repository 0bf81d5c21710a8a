import { describe, expect, it } from "vitest";
import { type Build, blocksIn, filesOf } from "./synth";
import type { Files } from "./terraform";

/** Something that a stack may hold, and the blocks that it is to be printed as. */
export interface Case {
  /** A flat sentence. */
  readonly says: string;
  readonly build: Build;
  /** All blocks but the `terraform` one. */
  readonly prints: string;
  /** Why the case cannot be a module that another one calls, if so. */
  readonly alone?: "import blocks stand in root modules only";
}

let collected: Case[] | undefined;

/** Tests each case's text. A file that calls it holds nothing else: `valid.terraform.test.ts` collects its cases. */
export function prove(title: string, cases: readonly Case[]): void {
  if (collected !== undefined) {
    collected.push(...cases);
    return;
  }
  describe(title, () => {
    for (const { says, build, prints } of cases) {
      it(says, () => {
        expect(blocksIn(filesOf(build))).toBe(prints);
      });
    }
  });
}

/** The cases that test files prove when they are loaded, without testing them. */
export async function casesOf(load: () => Promise<unknown>): Promise<readonly Case[]> {
  collected = [];
  try {
    await load();
    return collected;
  } finally {
    collected = undefined;
  }
}

/** Cases as modules that one root calls, so that Terraform starts its providers only once for all. */
export function modulesOf(cases: readonly Case[]): Files {
  const files: Record<string, string> = { "calls.tf": "" };
  cases.forEach(({ build, alone }, index) => {
    const folder = alone === undefined ? `case${index}/` : "";
    for (const [name, text] of Object.entries(filesOf(build))) {
      const path = `${folder}${name}`;
      if (path in files) throw new Error(`two cases stand alone, and both write ${path}`);
      files[path] = text;
    }
    if (alone === undefined) files["calls.tf"] += `module "case${index}" {\n  source = "./case${index}"\n}\n`;
  });
  return files;
}
