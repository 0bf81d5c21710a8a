import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diagram, type PlainStack } from "../../../constructs/plain";
import { type Drawn, draw, MERMAID_WITH } from "../../support/mermaid";
import { describeWith } from "../../support/requirements";
import { filesOf } from "../support/synth";
import { STACKS } from "./stacks";

const OUTPUT = join(__dirname, "../../../cdktf.out");

/** What stands between the fences. */
function textOf(build: (stack: PlainStack) => void): string {
  const files = filesOf((stack) => {
    stack.text("README.md", { content: `${diagram()}\n`, header: false });
    build(stack);
  });
  return /^```mermaid\n([\s\S]*)```\n$/.exec(files["README.md"] ?? "")?.[1] ?? "";
}

/** The picture in each README that is committed. */
const COMMITTED: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(OUTPUT, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("README.md"))
    .sort()
    .flatMap((path) => {
      const text = /^```mermaid\n([\s\S]*?)^```$/m.exec(readFileSync(join(OUTPUT, path), "utf8"))?.[1];
      return text === undefined ? [] : [[path, text]];
    }),
);

it("is in the README of each system, with fewer than 25 boxes", () => {
  const systems = Object.keys(COMMITTED).map((path) => path.split("/")[0]);
  expect(systems).toEqual(["bloaty", "bouvet", "dalston", "iris", "kauri"]);
  for (const text of Object.values(COMMITTED)) expect(boxesIn(text)).toBeLessThan(25);
});

describe.each(Object.entries(STACKS))("the picture of a stack (%s)", (_, build) => {
  const text = textOf(build);

  it("has fewer than 25 boxes", () => {
    expect(boxesIn(text)).toBeLessThan(25);
    expect(boxesIn(text)).toBeGreaterThan(0);
  });

  it("is the same whenever it is drawn", () => {
    expect(textOf(build)).toBe(text);
  });

  it("labels every arrow", () => {
    const arrows = text.split("\n").filter((line) => /^ {2}\w+ -[-.]*->/.test(line));
    expect(arrows.filter((line) => !/\|".+"\|/.test(line))).toEqual([]);
  });
});

describeWith(MERMAID_WITH, "Mermaid draws", () => {
  const names = [...Object.keys(STACKS), ...Object.keys(COMMITTED)];
  let cached: readonly Drawn[] | undefined;
  const drawn = (): readonly Drawn[] => {
    cached ??= draw([...Object.values(STACKS).map(textOf), ...Object.values(COMMITTED)]);
    return cached;
  };

  it.each(names.map((name, index) => [name, index] as const))("%s", (_, index) => {
    const { error, width, height } = drawn()[index] ?? { error: "not drawn", width: 0, height: 0 };
    expect(error).toBeUndefined();
    expect(width).toBeGreaterThan(0);
    expect(height).toBeGreaterThan(0);
  });

  it("and says what it cannot", () => {
    expect(draw(["flowchart LR\n  a --> [b"])[0]?.error).toMatch(/Parse error/);
  });
});

/** Nodes, which stand on lines of their own; a box around others is none. */
function boxesIn(text: string): number {
  return text.split("\n").filter((line) => /^ +\w+(?:\[|\(\[)/.test(line)).length;
}
