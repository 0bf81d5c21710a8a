import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { annotationsOf } from "../../../constructs/plain/command/github";
import { diffOfFile } from "../../../constructs/plain/tree/unified-diff";

const REPOSITORY = "/repository";
const side = (content: string) => ({ content, mode: 0o644 }) as const;
const none = { created: [], updated: [], removed: [], unchanged: [] };
const annotate = (changes: object, diff = "", edited: readonly string[] = []): readonly string[] =>
  annotationsOf(
    join(REPOSITORY, "cdktf.out"),
    { changes: { ...none, ...changes }, diff, edited },
    "npm run synth",
  );

beforeEach(() => void vi.stubEnv("GITHUB_WORKSPACE", REPOSITORY));
afterEach(() => void vi.unstubAllEnvs());

describe("annotations of what is stale", () => {
  it("stand at the first line that differs, in the file as it is committed", () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const diff = ["a.tf", "b.tf"]
      .map((path, index) => {
        const after = lines.with(index === 0 ? 11 : 0, "other");
        return diffOfFile(path, side(lines.join("\n")), side(after.join("\n")));
      })
      .join("");
    expect(annotate({ updated: ["a.tf", "b.tf"] }, diff)).toEqual([
      '::error file=cdktf.out/a.tf,line=12,title=stale::run "npm run synth" and commit the result',
      '::error file=cdktf.out/b.tf,line=1,title=stale::run "npm run synth" and commit the result',
    ]);
  });

  it("say which file is missing, no longer generated, or edited by hand", () => {
    const lines = annotate({ created: ["new.tf"], updated: ["own.tf"], removed: ["old.tf"] }, "", ["own.tf"]);
    expect(lines.map((line) => /file=cdktf\.out\/(.*),line=1,title=(.*?)::/.exec(line)?.slice(1))).toEqual([
      ["own.tf", "edited by hand"],
      ["new.tf", "missing"],
      ["old.tf", "no longer generated"],
    ]);
  });

  it("are commands whatever a file is called", () => {
    const [line] = annotate({ created: ["a,b:c%\r\n::error::x.tf"] });
    expect(line).toMatch(
      /^::error file=cdktf\.out\/a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3Ax\.tf,line=1,title=missing::[^\n]*$/,
    );
  });

  it("are ten at most, of which the last counts the others", () => {
    const created = Array.from({ length: 12 }, (_, index) => `${index}.tf`);
    expect(annotate({ created: created.slice(0, 10) })).toHaveLength(10);
    const lines = annotate({ created });
    expect(lines).toHaveLength(10);
    expect(lines[9]).toMatch(/^::error title=stale::3 more files/);
  });
});
