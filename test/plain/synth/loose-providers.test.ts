import { expect, it } from "vitest";
import { filesOf } from "../support/synth";

/** What a stack requires that uses a type in an ephemeral resource, and another one in a check, by overrides alone. */
function requiredBy(type: string, values: object, constraints: Readonly<Record<string, string>>): string {
  const files = filesOf((stack) => {
    stack.addOverride(`ephemeral.${type}.token`, values);
    stack.addOverride("check.answers", {
      data: { http: { it: { url: "https://example.org" } } },
      assert: [{ condition: "${data.http.it.status_code == 200}", error_message: "It does not answer." }],
    });
    Object.assign(stack, { requiredProviders: constraints });
  });
  return /required_providers \{[\s\S]*?\n {2}\}/.exec(Object.values(files).join("\n"))?.[0] ?? "";
}

it("a provider that an override of the stack alone uses is required, in the version that is asked for", () => {
  expect(requiredBy("random_password", { length: 20 }, { random: "~> 3.7" })).toBe(`required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
    http = {
      source = "hashicorp/http"
    }
  }`);
});

it("a provider that a block names is required in place of the one that its type begins with", () => {
  const required = requiredBy("random_password", { length: 20, provider: "${dice.west}" }, {});
  expect(required).toContain('source = "hashicorp/dice"');
  expect(required).not.toContain("random");
});
