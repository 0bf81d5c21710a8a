import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeWith, itWith } from "../support/requirements";
import { checkStyle, formatViolations, moduleFolders } from "./check";
import { hcl, inFolder } from "./example";
import { layoutExamples } from "./examples/layout";
import { textExamples } from "./examples/text";
import { checkFormat } from "./format";
import { readSource } from "./module";

const GOOD = join(__dirname, "fixtures", "good");

describe("a module written by hand in our style", () => {
  it("has no violations", () => {
    expect(formatViolations(checkStyle(GOOD))).toBe("");
  });

  itWith(["terraform"], "is formatted, says the real Terraform", () => {
    expect(formatViolations(checkFormat(GOOD))).toBe("");
  });

  it("is read with its local module", () => {
    expect(moduleFolders(GOOD)).toEqual(["", "modules/bucket"]);
  });

  itWith(
    ["terraform"],
    "is reported when it loses its layout, and not when terraform fmt has given it back",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "style-"));
      try {
        for (const name of readdirSync(GOOD).filter((entry) => entry.endsWith(".tf"))) {
          writeFileSync(join(folder, name), withoutLayout(name));
        }
        const layout = (): string[] =>
          checkStyle(folder)
            .map(({ rule }) => rule)
            .filter((rule) => rule === "alignment" || rule === "indentation");

        expect(new Set(layout())).toEqual(new Set(["alignment", "indentation"]));
        expect(checkFormat(folder)).not.toEqual([]);
        execFileSync("terraform", ["fmt"], { cwd: folder, stdio: "pipe" });
        expect(layout()).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

/** A file of the good module with its indentation and its alignment gone, save in heredocs. */
function withoutLayout(name: string): string {
  const text = readFileSync(join(GOOD, name), "utf8");
  const { heredocLines } = readSource(name, text);
  return text
    .split("\n")
    .map((line, index) => (heredocLines.has(index + 1) ? line : line.trimStart().replace(/ +=/, " =")))
    .join("\n");
}

describeWith(["terraform"], "checkFormat", () => {
  it("names the file and the line of each difference", () => {
    const files = { "a.tf": "locals {\n  a = 1\n}\n", "b.tf": "locals {\n  a = 1\n  long = 2\n}\n" };

    const found = inFolder(files, checkFormat);

    expect(found).toEqual([
      { file: "b.tf", line: 2, rule: "fmt", message: "terraform fmt would change: -  a = 1" },
    ]);
  });

  it("reports what Terraform cannot read", () => {
    const [found] = inFolder("locals {\n  a = \n}\n", checkFormat);

    expect(found).toMatchObject({ file: ".", rule: "fmt" });
    expect(found?.message).toContain("Invalid expression");
  });

  it.each([...(textExamples.indentation?.good ?? []), ...(layoutExamples.alignment?.good ?? [])])(
    "agrees with our indentation and alignment on good example %#",
    (files) => {
      expect(inFolder(files, checkFormat)).toEqual([]);
    },
  );
});

describe("checkStyle", () => {
  it("reports what it cannot read, and nothing else about that module", () => {
    const found = inFolder("locals {\n  a = [1, 2\n}\n", (folder) => checkStyle(folder));

    expect(found).toEqual([
      { file: "main.tf", line: 3, rule: "syntax", message: 'expected "," or "]", got "}"' },
    ]);
  });

  it.each([
    ['locals {\n  a = "x\n}\n', 2],
    ["locals {\n  a = <<-EOT\n    x\n}\n", 5],
    ["locals {\n  a = 1 b = 2\n}\n", 2],
    ["locals {\n  a = 1\n", 3],
    ['locals {\n  a = "${b"\n}\n', 2],
    ["a {\n  b = ?\n}\n", 2],
  ])("is not taken in by %j", (text, line) => {
    expect(inFolder(text, (folder) => checkStyle(folder))).toMatchObject([{ rule: "syntax", line }]);
  });

  it("refuses a folder without Terraform files", () => {
    expect(() => inFolder({ "README.md": "x" }, (folder) => checkStyle(folder))).toThrow("no .tf files");
  });

  it("takes another header, and accounts and paths to know of", () => {
    const text = hcl`
      # Made by a machine.

      terraform {
        required_version = ">= 1.10"
      }

      output "a" {
        description = "See /srv/build/x."
        value       = "123456789012"
      }
    `;
    const check = (options: Parameters<typeof checkStyle>[1]): string[] =>
      inFolder(text, (folder) => checkStyle(folder, options)).map(({ rule }) => rule);

    expect(check({})).toEqual(["header", "no-account-id"]);
    expect(check({ header: /^# Made by/, publicAccountIds: ["123456789012"] })).toEqual([]);
    expect(check({ header: /^# Made by/, machinePaths: ["/srv/build"] })).toEqual([
      "no-absolute-path",
      "no-account-id",
    ]);
  });
});

describe("formatViolations", () => {
  it("groups by file, one violation a line", () => {
    const text = formatViolations([
      { file: "a.tf", line: 1, rule: "header", message: "no header" },
      { file: "a.tf", line: 3, rule: "no-tab", message: "a tab" },
      { file: "b.tf", line: 2, rule: "no-tab", message: "a tab" },
    ]);

    expect(text).toBe("a.tf\n  1: no header (header)\n  3: a tab (no-tab)\n\nb.tf\n  2: a tab (no-tab)");
  });
});
