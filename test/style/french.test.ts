import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const README = "cdktf.out/kauri/infrastructure/aws/kauri/README.md";

/** The prose of a markdown text, line by line, without code. */
function proseOf(text: string): readonly string[] {
  return text
    .replace(/^\s*```[\s\S]*?^\s*```$/gm, "")
    .split("\n")
    .map((line) => line.replaceAll(/`[^`]*`/g, "`…`"));
}

/** Lines in which a sign stands behind, or a quotation mark beside, a space at which a line may break. */
function breakable(text: string): readonly string[] {
  return proseOf(text).filter((line) => /[^\s|] [:;!?](?=\s|$|\*|\))|« | »/.test(line));
}

describe("Kauri's README, in French", () => {
  const text = readFileSync(join(__dirname, "../..", README), "utf8");

  it("keeps signs of two parts and quotation marks with their words", () => {
    expect(breakable(text)).toEqual([]);
    expect(text).toMatch(/\u00a0:/);
    expect(text).toMatch(/\u202f;/);
    expect(text).toMatch(/«\u00a0[^»]+\u00a0»/);
  });

  it("has one word for electronic mail", () => {
    expect(proseOf(text).filter((line) => /\be-?mails?\b/i.test(line))).toEqual([]);
  });
});

it("Kauri's values to begin with are explained in French too", () => {
  const example = README.replace("README.md", "terraform.tfvars.example");
  const text = readFileSync(join(__dirname, "../..", example), "utf8");
  // The first line is the generator's, the same everywhere.
  const comments = text.split("\n").filter((line, index) => index > 0 && line.startsWith("#"));
  expect(comments.length).toBeGreaterThan(4);
  expect(comments.filter((line) => /\b(an?|the|of|that|your|this)\b/i.test(line))).toEqual([]);
});

it.each(["Stockage : un", "prêt ?", "« Activate »", "vide ; sinon"])("the check finds %s", (text) => {
  expect(breakable(text)).toEqual([text]);
});
