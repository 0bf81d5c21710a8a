import { Lazy, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { withoutTokenTraces } from "../../../constructs/plain/cdktf/stack-traces";

const trace = (): string[] => Lazy.anyValue({ produce: () => 1 }).creationStack;

describe("the stack trace of a token", () => {
  it("is not captured within, and is before and afterwards", () => {
    expect(trace()).not.toEqual([]);
    expect(withoutTokenTraces(trace)).toEqual([]);
    expect(trace()).not.toEqual([]);
  });

  it("is captured again after an error, which has one of its own", () => {
    const boom = (): never => {
      throw new Error("boom");
    };
    let thrown: unknown;
    try {
      withoutTokenTraces(boom);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).stack).toContain("boom (");
    expect(trace()).not.toEqual([]);
  });

  it("is nothing that tokens need", () => {
    expect(withoutTokenTraces(() => Token.asString({ a: 1 }))).toMatch(/^\$\{TfToken\[/);
  });
});
