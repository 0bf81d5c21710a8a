import { describe, expect, it } from "vitest";
import { readmeOf } from "../support/readme";

/** What begins a line that is typed on one's own machine, where the shell may be zsh. The host's is bash. */
const OWN = /^ *(?:cd|cp|read|export|curl|terraform|aws|ssh|scp|npm)\b/;

/** The lines of a document's blocks of shell. */
function shellLines(text: string): readonly string[] {
  return [...text.matchAll(/^( *)```bash\n([\s\S]*?)^\1```$/gm)].flatMap(([, , block = ""]) =>
    block.split("\n"),
  );
}

// An interactive zsh takes a comment for arguments, and a line of it for a command.
describe.each(["bloaty", "dalston", "iris", "kauri"])(
  "what is pasted from %s's README into zsh",
  (system) => {
    const lines = shellLines(readmeOf(system));

    it("is there", () => {
      expect(lines.filter((line) => OWN.test(line)).length).toBeGreaterThan(10);
    });

    it("has no comment", () => {
      expect(lines.filter((line) => OWN.test(line) && /\s#/.test(line))).toEqual([]);
      expect(lines.filter((line) => /^\s*#/.test(line))).toEqual([]);
    });
  },
);
