import { TerraformOutput } from "cdktf";
import { describe, expect, it } from "vitest";
import type { TextFileProps } from "../../../constructs/plain";
import { filesOf, problemsOf } from "../support/synth";

const written = (path: string, content: string, props: Partial<TextFileProps> = {}): string | undefined =>
  filesOf((stack) => {
    stack.text(path, { content, ...props });
  })[path];

describe("a text file", () => {
  it.each(["run.sh", "bouvet.service", "nginx.conf", "compose.yaml", ".gitignore", "x.env"])(
    "called %s says in a comment that it is generated",
    (path) => {
      expect(written(path, "x=1\n", { source: "templates/x.hbs" })).toMatch(
        /^# Generated [^\n]*templates\/x\.hbs[^\n]*\nx=1\n$/,
      );
    },
  );

  it("keeps its first line first when that says what runs it", () => {
    expect(written("run.sh", "#!/usr/bin/env bash\nset -eu\n")).toMatch(
      /^#!\/usr\/bin\/env bash\n# Generated [^\n]*\nset -eu\n$/,
    );
  });

  it.each(["#cloud-config\n", "## template: jinja\n#cloud-config\n", "#include\n", "#cloud-boothook\n"])(
    "for cloud-init keeps %j first, by which that knows what it is given",
    (first) => {
      const text = written("user-data.yaml", `${first}packages: [jq]\n`) ?? "";
      expect(text.replace(/# Generated .*/, "# Generated")).toBe(`${first}# Generated\npackages: [jq]\n`);
    },
  );

  it("of Markdown says it where no reader sees it", () => {
    expect(written("README.md", "# Title\n")).toMatch(/^<!-- Generated [^\n]* -->\n\n# Title\n$/);
  });

  it("of Markdown with front matter is its content alone: that counts only at the top", () => {
    expect(written("docs/page.md", "---\ntitle: x\n---\n")).toBe("---\ntitle: x\n---\n");
  });

  it("of Python keeps the line with its encoding within the first two", () => {
    const coding = "# -*- coding: latin-1 -*-\n";
    const beginning = (content: string) => written("a.py", content)?.replace(/# Generated .*/, "# Generated");
    expect(beginning(`${coding}x\n`)).toBe(`${coding}# Generated\nx\n`);
    expect(beginning(`#!/usr/bin/python3\n${coding}x\n`)).toBe(
      `#!/usr/bin/python3\n${coding}# Generated\nx\n`,
    );
    expect(beginning(`# About.\n${coding}x\n`)).toBe(`# About.\n${coding}# Generated\nx\n`);
    expect(beginning("x\n")).toBe("# Generated\nx\n");
  });

  it("cannot contain half a character", () => {
    const [problem] = problemsOf((stack) => {
      stack.text("a.json", { content: `ab${"😀".slice(0, 1)}` });
    });
    expect(problem).toMatchObject({
      at: "system/a.json",
      what: "system/a.json cannot be written as UTF-8",
      got: 'half of a character ("\\ud83d") at offset 2',
    });
  });

  it("of a type without comments, or that asks for none, is its content alone", () => {
    expect(written("policy.json", "{}\n")).toBe("{}\n");
    expect(written("run.sh", "x\n", { header: false })).toBe("x\n");
  });

  it("must not exceed the bytes that its use allows, counted as they are written", () => {
    expect(written("a.json", "é".repeat(8), { maxBytes: 16 })).toBe("é".repeat(8));
    const found = problemsOf((stack) => {
      stack.text("a.json", { content: "é".repeat(9), maxBytes: 16 });
      stack.text("b.json", { content: "x".repeat(17), maxBytes: 16 });
    });
    expect(found).toEqual(
      [
        ["system/a.json", "18 bytes"],
        ["system/b.json", "17 bytes"],
      ].map(([at, got]) => ({
        at,
        what: "a file is too large for what it is used for",
        got,
        expected: "at most 16 bytes",
        fix: "shorten it, or fetch the rest on the host",
      })),
    );
  });

  it("must not have the path of another", () => {
    const found = problemsOf((stack) => {
      stack.text("outputs.tf", { content: "x\n" });
      new TerraformOutput(stack, "x", { value: 1 });
    });
    expect(found).toHaveLength(1);
    expect(found[0]?.what).toContain("system/outputs.tf is generated twice");
  });
});
