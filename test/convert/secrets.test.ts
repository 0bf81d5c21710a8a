import { afterEach, describe, expect, it, vi } from "vitest";
import { converted, type Json, STACK } from "./support";

const [SECRET, PHRASE, DEFAULT, FROM_ENVIRONMENT] = [
  "hunter2-hunter2",
  "correct horse",
  "d3fault",
  "tok_4f9a8b7c6d5e",
];
const LEAKING: Json = {
  ...STACK,
  provider: { x: [{ region: "a" }] },
  variable: { phrase: { type: "string", default: DEFAULT, sensitive: true } },
  resource: {
    x_net: {
      main_1A2B3C4D: {
        name: `call ${FROM_ENVIRONMENT} now`,
        secret_text: SECRET,
        part: [{ size: 1, hidden: PHRASE }],
      },
      told: {
        secret_text: "${var.phrase}",
        dynamic: { part: { for_each: [1], content: { hidden: PHRASE } } },
      },
    },
  },
};

describe("secrets in plain text", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("are told by address and argument, and do not stop the conversion", () => {
    vi.stubEnv("CALL_TOKEN", FROM_ENVIRONMENT);
    const { stacks, text } = converted({ web: LEAKING });
    expect(stacks[0]?.module.secrets).toEqual([
      { address: "var.phrase", argument: "default", reason: "the variable is sensitive" },
      { address: "x_net.main", argument: "name", reason: "the value of CALL_TOKEN, of the environment" },
      { address: "x_net.main", argument: "part.hidden", reason: "the provider calls it sensitive" },
      { address: "x_net.main", argument: "secret_text", reason: "the provider calls it sensitive" },
      { address: "x_net.told", argument: "part.hidden", reason: "the provider calls it sensitive" },
    ]);
    expect(text("CONVERSION.md")).toContain(
      "| `x_net.main` | `secret_text` | the provider calls it sensitive |",
    );
  });

  it("are never repeated in a document", () => {
    vi.stubEnv("CALL_TOKEN", FROM_ENVIRONMENT);
    const { text } = converted({ web: LEAKING });
    for (const document of ["CONVERSION.md", "web/README.md", "names.json"])
      for (const secret of [SECRET, PHRASE, DEFAULT, FROM_ENVIRONMENT])
        expect(text(document), document).not.toContain(secret);
  });

  it("are not looked for where there are none", () => {
    expect(
      converted({ web: { resource: { x_net: { a: { name: "a" } } } } }).text("CONVERSION.md"),
    ).not.toContain("Secrets");
  });
});
