import { describe, expect, it } from "vitest";
import { describeWith } from "../../terraform/support/requirements";
import { type Build, blocksIn, filesOf } from "./synth";
import { formatComplaints, validationComplaints } from "./terraform";

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

/** Tests each case's text, and all of them together against the real Terraform, in one call. */
export function prove(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { says, build, prints } of cases) {
      it(says, () => {
        expect(blocksIn(filesOf(build))).toBe(prints);
      });
    }
  });

  describeWith(["terraform"], `${title}, to the real Terraform,`, () => {
    it("is formatted, and valid", async () => {
      const files = modulesOf(cases);
      expect(await formatComplaints(files)).toBe("");
      expect(await validationComplaints(files)).toBe("");
    });
  });
}

// Each case is a module of its own, called by one root: so Terraform starts its providers only once.
function modulesOf(cases: readonly Case[]): Record<string, string> {
  const files: Record<string, string> = { "calls.tf": "" };
  cases.forEach(({ build, alone }, index) => {
    const folder = alone === undefined ? `case${index}/` : "";
    for (const [name, text] of Object.entries(filesOf(build))) files[`${folder}${name}`] = text;
    if (alone === undefined) files["calls.tf"] += `module "case${index}" {\n  source = "./case${index}"\n}\n`;
  });
  return files;
}
