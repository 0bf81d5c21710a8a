import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { converted, NETWORK, problemsOf } from "./support";

describe("bad input", () => {
  it.each([
    ["no JSON", "{ nope", /this is not JSON/],
    ["a list", "[]", /not a Terraform configuration/],
    ["other JSON", '{"name": "package"}', /not a Terraform configuration\n {2}got: "name"/],
    [
      "a corrupt number",
      '{"output":{"a":{"value":"jobs--1.8881545897087968e+289"}}}',
      /output\.a: value: a value that cdktf had encoded.*\n {2}got: jobs--1\.8881545897087968e\+289/,
    ],
    ["a template that is none", '{"output":{"a":{"value":"${1 +}"}}}', /output\.a/],
  ])("is refused: %s", (_name, text, message) => {
    const [problem] = problemsOf(text);
    expect(`${problem?.at}: ${problem?.what}\n  got: ${problem?.got}`).toMatch(message);
  });

  it("is a number that cdktf had encoded, with all its digits as Go formats it", () => {
    const digits = (-1.8881545897087968e289).toLocaleString("fullwide", { useGrouping: false });
    const resource = { x_net: { a: { name: "a", tags: { jobs: `jobs-${digits}` } } } };
    expect(problemsOf({ resource })).toMatchObject([
      { at: expect.stringMatching(/cdk\.tf\.json: x_net\.a: tags\.jobs$/) },
    ]);
  });

  it("is told with the argument that it stands in", () => {
    const bad = { resource: { x_net: { a: { name: "a", tags: { b: `${"long ".repeat(40)}\n\${1 +}` } } } } };
    expect(problemsOf(bad)).toMatchObject([{ at: expect.stringMatching(/: x_net\.a: tags\.b$/) }]);
    const loop = { for_each: [1], iterator: "a b", content: { size: 1 } };
    expect(problemsOf({ resource: { x_net: { a: { dynamic: { part: loop } } } } })).toMatchObject([
      { at: expect.stringMatching(/: x_net\.a: dynamic\.part\.iterator$/) },
    ]);
  });

  it.each([
    ["levels of parentheses", `\${${"(".repeat(5000)}1${")".repeat(5000)}}`],
    ["negations", `\${${"!".repeat(5000)}true}`],
    ["conditions", `\${${"a ? 1 : ".repeat(5000)}2}`],
    ["operands", `\${1${" + 1".repeat(5000)}}`],
    ["strings in strings", `${'${"'.repeat(5000)}`],
  ])("is an expression of thousands of %s: the block is named", (_name, value) => {
    const [problem] = problemsOf({ output: { a: { value } } });
    expect(problem).toMatchObject({ at: expect.stringMatching(/: output\.a/), what: expect.anything() });
  });

  it("is an address that is declared twice, and a terraform block that is none", () => {
    const once = { x_net: { a: { name: "a" } } };
    expect(problemsOf({ resource: [once, once], locals: [{ b: 1 }, { b: 2 }] })).toMatchObject([
      { what: "one address is declared twice", got: "x_net.a" },
      { what: "one address is declared twice", got: "local.b" },
    ]);
    expect(problemsOf({ terraform: "x" })).toMatchObject([{ what: "terraform is not a block", got: '"x"' }]);
  });

  it("is a name that Terraform does not accept: the construct is named", () => {
    const block = { "//": { metadata: { path: "web/7-zip/net" } } };
    expect(problemsOf({ resource: { x_net: { "7-zip_net_1A2B3C4D": block } } })).toMatchObject([
      { what: "Terraform does not accept this name", got: "x_net.7-zip_net_1A2B3C4D (7-zip/net)" },
    ]);
  });

  it("says once that a provider's schema is missing, whatever it declares", () => {
    const problems = problemsOf({ resource: { y_a: { a: {}, b: {} } }, provider: { y: [{}] } });
    expect(problems).toEqual([
      expect.objectContaining({
        at: expect.stringContaining(": y_a.a"),
        what: "there is no schema for the provider y",
        expected: "registry.terraform.io/hashicorp/y",
      }),
    ]);
  });

  it("says once what is wrong everywhere: a schema of another version", () => {
    const names = ["a", "b", "c", "d"];
    const nets = Object.fromEntries(names.map((name) => [name, { region: "eu", name }]));
    expect(problemsOf({ resource: { x_net: { ...nets, e: { other: 1 } } } })).toEqual([
      expect.objectContaining({
        at: expect.stringContaining(": x_net.a"),
        what: "there is no argument of this name, here and in 3 more",
        got: "region",
      }),
      expect.objectContaining({ at: expect.stringContaining(": x_net.e"), got: "other" }),
    ]);
  });

  it("says which stacks there are when one is asked for that is not", () => {
    expect(() => converted({ web: NETWORK }, { stacks: ["wob"] })).toThrow(
      /got: wob\n {2}expected: one of web/,
    );
  });

  it("leaves no file behind: nothing is written by a conversion itself", () => {
    const { plan } = converted({ web: NETWORK });
    expect(plan.files.map(({ path }) => path)).toContain("web/README.md");
    expect(() => readFileSync("infra/web/README.md")).toThrow();
  });
});
